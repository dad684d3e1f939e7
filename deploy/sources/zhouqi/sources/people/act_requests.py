"""From acts to requests: who sends what where, and under which key."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from zhouqi.sources.county.acts import Act, ActKind

__all__ = [
    "LARGEST_BATCH",
    "ActRequest",
    "assign_request",
    "batches",
    "confirm_request",
    "issue_request",
    "raise_request",
    "report_request",
]

LARGEST_BATCH = 200
"""Assignments that one request takes."""

OWNERS = {
    "signed": "department-commerce",
    "land": "department-planning",
    "scaled": "department-statistics",
    "full_capacity": "department-industry",
    "in_production": "department-industry",
}
"""The department that owns a milestone, and confirms a report of it that looks odd; else that of construction."""

REASON = "系统上线前已办理，历史移交"
DOCUMENT = "澄政办移交〔2026〕1号"
"""Why the county's history is entered only when the system begins, and the list that hands it over."""


@dataclass(frozen=True, slots=True)
class ActRequest:
    """A request: its account, path, body without the time, and time. `key` is the same whenever it is sent again."""

    account: str
    path: str
    body: Mapping[str, object]
    at: str
    key: str

    @property
    def taken_over(self) -> Mapping[str, object]:
        """Answer the body as the county's history is taken over: with its time, the reason, and the document."""
        return {**self.body, "occurred_at": self.at, "late_reason": REASON, "late_document": DOCUMENT}


def raise_request(act: Act, project_id: UUID | None) -> ActRequest:
    """Answer the request that raises an issue about a project, or, without one, about the enterprise itself."""
    about = {} if project_id is None else {"project_id": str(project_id)}
    body = {**about, **_sent(act, "category", "title", "description")}
    return _errand(act, "/api/issues/issues", body)


def issue_request(act: Act, issue_id: UUID) -> ActRequest:
    """Answer the request of an act on an issue."""
    fields: Mapping[ActKind, tuple[str, ...]] = {
        ActKind.DECLINE: ("reason",),
        ActKind.RETURN: ("reason",),
        ActKind.ASSIGN: ("department",),
        ActKind.ANSWER: ("answer",),
        ActKind.RATE: ("stars", "remark"),
    }
    return _errand(act, f"/api/issues/issues/{issue_id}/{act.act}", _sent(act, *fields.get(act.act, ())))


def report_request(act: Act, project_id: UUID) -> ActRequest:
    """Answer the request that reports a milestone."""
    path = f"/api/lifecycle/projects/{project_id}/milestones/{act.payload['milestone']}/report"
    return _errand(act, path, _sent(act, "on", "document"))


def confirm_request(act: Act, project_id: UUID, request: UUID) -> ActRequest:
    """Answer the request by which the owner of a milestone confirms a report that waits for a second account."""
    path = f"/api/lifecycle/projects/{project_id}/requests/{request}/decision"
    owner = OWNERS.get(str(act.payload["milestone"]), "department-construction")
    return ActRequest(owner, path, {"granted": True}, act.at.isoformat(), f"people-{act.number}-confirm")


def assign_request(acts: Sequence[tuple[Act, UUID]]) -> ActRequest:
    """Answer the one request of some assignments by one account, entered when the last of them was made."""
    assignments = [
        {"project_id": str(project_id), **_sent(act, "department", "agent")} for act, project_id in acts
    ]
    last = acts[-1][0]
    numbers = ",".join(str(act.number) for act, _ in acts)
    return ActRequest(
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
            act.act is ActKind.ASSIGN_PROJECT
            and 0 < len(batch) < LARGEST_BATCH
            and batch[-1].act is ActKind.ASSIGN_PROJECT
            and batch[-1].account == act.account
            and all(other.payload["project"] != act.payload["project"] for other in batch)
        )
        if batch and not joins:
            yield batch
            batch = []
        batch.append(act)
    if batch:
        yield batch


def _errand(act: Act, path: str, body: Mapping[str, object]) -> ActRequest:
    return ActRequest(act.account, path, body, act.at.isoformat(), f"people-{act.number}")


def _sent(act: Act, *fields: str) -> dict[str, object]:
    """Answer what an act sends in these fields, without what it leaves out."""
    return {field: act.payload[field] for field in fields if act.payload.get(field) is not None}
