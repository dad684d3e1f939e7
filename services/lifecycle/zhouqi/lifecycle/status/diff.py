"""What happened between two statuses of a project, as facts in the order in which they make sense. Pure.

What is agreed comes before what was reached: a reader who has only the beginning of it must not take a
milestone for overdue whose agreed day is still on its way.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import msgspec

from zhouqi.events import Fact
from zhouqi.events.contracts.lifecycle import (
    MilestoneCorrected,
    MilestoneExtended,
    MilestonePlanned,
    MilestoneReached,
    ProjectResumed,
    ProjectSigned,
    ProjectTerminated,
)
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle.status.project_status import ProjectStatus


def diff(project_id: UUID, was: ProjectStatus, now: ProjectStatus) -> list[Fact]:
    """The facts that lead from ``was`` to ``now``; none when they agree."""
    return [
        *_signed(project_id, was, now),
        *_due(project_id, was, now),
        *_extensions(project_id, was, now),
        *_reached(project_id, was, now),
        *_ended(project_id, was, now),
    ]


def _signed(project_id: UUID, was: ProjectStatus, now: ProjectStatus) -> Iterator[Fact]:
    """That an agreement is gone is said by correcting the milestone."""
    if now.signed is not None and now.signed != was.signed:
        yield ProjectSigned(project_id=project_id, **msgspec.structs.asdict(now.signed))


def _due(project_id: UUID, was: ProjectStatus, now: ProjectStatus) -> Iterator[Fact]:
    for milestone in Milestone:
        before, after = was.due.get(milestone), now.due.get(milestone)
        one = after or before
        if one is not None and before != after:
            yield MilestonePlanned(
                project_id=project_id,
                milestone=milestone,
                due=None if after is None else after.due,
                basis=one.basis,
            )


def _extensions(project_id: UUID, was: ProjectStatus, now: ProjectStatus) -> Iterator[Fact]:
    before = {one.key: one for one in was.extensions}
    after = {one.key: one for one in now.extensions}
    for key in sorted(before.keys() | after.keys(), key=lambda key: (key[1], key)):
        one = after.get(key)
        if one != before.get(key):
            milestone, approved_on, basis = key
            yield MilestoneExtended(
                project_id=project_id,
                milestone=milestone,
                due=None if one is None else one.due,
                approved_on=approved_on,
                basis=basis,
                document=None if one is None else one.document,
            )


def _reached(project_id: UUID, was: ProjectStatus, now: ProjectStatus) -> Iterator[Fact]:
    for milestone in Milestone:
        before, after = was.reached.get(milestone), now.reached.get(milestone)
        if before == after:
            continue
        if after is None:
            assert before is not None
            yield MilestoneCorrected(
                project_id=project_id, milestone=milestone, reached=False, basis=before.basis
            )
            continue
        fields = msgspec.structs.asdict(after)
        if before is None:
            yield MilestoneReached(project_id=project_id, milestone=milestone, **fields)
        else:
            yield MilestoneCorrected(project_id=project_id, milestone=milestone, reached=True, **fields)


def _ended(project_id: UUID, was: ProjectStatus, now: ProjectStatus) -> Iterator[Fact]:
    if now.ended == was.ended:
        return
    if now.ended is not None:
        yield ProjectTerminated(project_id=project_id, **msgspec.structs.asdict(now.ended))
    elif was.ended is not None:
        yield ProjectResumed(project_id=project_id, basis=was.ended.basis)
