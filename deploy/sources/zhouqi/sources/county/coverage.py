"""What the county's systems hold of a project, and what they lack."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zhouqi.sources.county.record import Kind
from zhouqi.sources.county.timeline import Milestone

__all__ = ["Coverage"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a project's truth is in the sources.

    `agreed` is the day on which its agreement is entered into the approval system. `gaps`: kinds of which there are no
    records until that day, or ever (`None`). `undated`: a milestone whose record says no day, ever. `reported`:
    milestones that its agent reported because no source records them.
    """

    agreed: date
    gaps: Mapping[Kind, date | None] = field(default_factory=dict)
    undated: Milestone | None = None
    reported: tuple[Milestone, ...] = ()
