"""A careful reader of project registrations, written from the wire form alone: it shares no code with the sources."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol, TypeVar

from stdnum.cn import uscc

NEW_CODE = re.compile(r"(\d{2})(0[1-9]|1[0-2])-(\d{6})-(\d{2})-(\d{2})-(\d{6})")
OLD_CODE = re.compile(r"(20\d{2})-(\d{6})-(\d{2})-(\d{2})-(\d{6})(-\d{3})?")

Value = str | bool | None


R = TypeVar("R", bound="Read")


class Read(Protocol):
    """A delivery as far as a reader sees it."""

    @property
    def record_id(self) -> str: ...
    @property
    def source_time(self) -> datetime: ...
    @property
    def record(self) -> Mapping[str, Value]: ...


def acceptable(record: Mapping[str, Value], townships: Iterable[str]) -> bool:
    code = str(record["project_code"])
    return (
        all(record[field] for field in ("project_name", "registered_on"))
        and uscc.is_valid(str(record["enterprise_code"]))
        and bool(NEW_CODE.fullmatch(code) or OLD_CODE.fullmatch(code))
        and record["township_code"] in set(townships)
        and all(possible(record[field]) for field in ("planned_start", "planned_completion", "registered_on"))
    )


def possible(day: Value) -> bool:
    """Whether there is such a day, or none is given."""
    try:
        return day is None or bool(date.fromisoformat(str(day)))
    except ValueError:
        return False


def held(deliveries: Iterable[R], townships: Iterable[str]) -> dict[str, R]:
    """For each record the acceptable delivery with the latest time of its own."""
    known = set(townships)
    latest: dict[str, R] = {}
    for delivery in deliveries:
        before = latest.get(delivery.record_id)
        newer = before is None or before.source_time < delivery.source_time
        if newer and acceptable(delivery.record, known):
            latest[delivery.record_id] = delivery
    return latest
