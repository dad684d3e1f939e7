"""What each record says on the day of the truth: its latest valid delivery, by the source's own time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Says = dict[str, Any]


@dataclass
class Records:
    """The records of one project by kind, those that are withdrawn left out."""

    by_kind: dict[str, list[Says]] = field(default_factory=lambda: defaultdict(list))

    def of(self, kind: str) -> list[Says]:
        """What the records of ``kind`` say."""
        return self.by_kind.get(kind, [])

    def days(self, kind: str, name: str) -> list[date]:
        """The days that records of ``kind`` give for ``name``, earliest first."""
        found = [day(says[name]) for says in self.of(kind)]
        return sorted(one for one in found if one is not None)


def day(text: str | None) -> date | None:
    """A day of a record; 1900-01-01 stands for none."""
    return None if text in (None, "", "1900-01-01") else date.fromisoformat(text)


def latest(record: Says, *, stated: bool = False) -> Says | None:
    """What the record says now: its latest valid delivery; None without any.

    ``stated``: the latest that was no withdrawal.
    """
    valid = [
        delivery
        for delivery in record["deliveries"]
        if delivery["valid"] and not (stated and delivery["record"]["withdrawn"])
    ]
    if not valid:
        return None
    newest = max(valid, key=lambda delivery: datetime.fromisoformat(delivery["source_time"]))
    return {**newest["record"], "updated_at": newest["source_time"]}


def by_project(truth: Says) -> dict[str, Records]:
    """Registration's record id -> the project's records, as they stand."""
    projects: dict[str, Records] = defaultdict(Records)
    for record in truth["records"]:
        says = latest(record)
        if says is None or record["project"] is None:
            continue
        if record["kind"] == "project" and record["record_id"] != record["project"]:
            raise AssertionError("a registration is its own project")
        if not says["withdrawn"]:
            projects[record["project"]].by_kind[record["kind"]].append(says)
    return projects
