"""From acts to requests: who sends what where, and under which key."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from zhouqi.sources.county.acts import Act, Deed

__all__ = ["LARGEST_BATCH", "Errand", "assigning", "batches", "handling", "raising", "reporting"]

LARGEST_BATCH = 200
"""Assignments that one request takes."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A request: its account, path, body without the time, and time. `key` is the same whenever it is sent again."""

    account: str
    path: str
    body: Mapping[str, object]
    at: str
    key: str

    @property
    def dated(self) -> Mapping[str, object]:
        """Answer the body with the time at which it happened, for late entry."""
        return {**self.body, "occurred_at": self.at}


def raising(act: Act, project_id: UUID | None) -> Errand:
    """Answer the errand that raises an issue about a project, or, without one, about the enterprise itself."""
    about = {} if project_id is None else {"project_id": str(project_id)}
    body = {**about, **_sent(act, "category", "title", "description")}
    return _errand(act, "/api/issues/issues", body)


def handling(act: Act, issue_id: UUID) -> Errand:
    """Answer the errand of an act on an issue."""
    fields: Mapping[Deed, tuple[str, ...]] = {
        Deed.DECLINE: ("reason",),
        Deed.RETURN: ("reason",),
        Deed.ASSIGN: ("department",),
        Deed.ANSWER: ("answer",),
        Deed.RATE: ("stars", "remark"),
    }
    return _errand(act, f"/api/issues/issues/{issue_id}/{act.act}", _sent(act, *fields.get(act.act, ())))


def reporting(act: Act, project_id: UUID) -> Errand:
    """Answer the errand that reports a milestone."""
    path = f"/api/lifecycle/projects/{project_id}/milestones/{act.sends['milestone']}/report"
    return _errand(act, path, _sent(act, "on", "document"))


def assigning(acts: Sequence[tuple[Act, UUID]]) -> Errand:
    """Answer the one errand of some assignments by one account, entered when the last of them was made."""
    assignments = [
        {"project_id": str(project_id), **_sent(act, "department", "agent")} for act, project_id in acts
    ]
    last = acts[-1][0]
    numbers = ",".join(str(act.number) for act, _ in acts)
    return Errand(
        last.account,
        "/api/lifecycle/assignments",
        {"assignments": assignments},
        last.at.isoformat(),
        f"people-assign-{hashlib.sha256(numbers.encode()).hexdigest()}",
    )


def batches(acts: Sequence[Act]) -> Iterator[Sequence[Act]]:
    """Cut acts on projects into what goes together: a report by itself, assignments that follow each other.

    A batch is by one account and holds no project twice; the order of time is kept.
    """
    batch: list[Act] = []
    for act in acts:
        joins = (
            act.act is Deed.ASSIGN_PROJECT
            and 0 < len(batch) < LARGEST_BATCH
            and batch[-1].act is Deed.ASSIGN_PROJECT
            and batch[-1].account == act.account
            and all(other.sends["project"] != act.sends["project"] for other in batch)
        )
        if batch and not joins:
            yield batch
            batch = []
        batch.append(act)
    if batch:
        yield batch


def _errand(act: Act, path: str, body: Mapping[str, object]) -> Errand:
    return Errand(act.account, path, body, act.at.isoformat(), f"people-{act.number}")


def _sent(act: Act, *fields: str) -> dict[str, object]:
    """Answer what an act sends in these fields, without what it leaves out."""
    return {field: act.sends[field] for field in fields if act.sends.get(field) is not None}
