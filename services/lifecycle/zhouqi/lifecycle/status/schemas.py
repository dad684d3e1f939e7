"""Where a project stands, milestone by milestone."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from zhouqi.events.contracts.milestone import Milestone


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class ExtensionRow(_Answer):
    """An approved later due day; it counts from its approval."""

    due: date
    approved_on: date
    document: str | None


class MilestoneRow(_Answer):
    """A milestone: ``due`` as agreed, without extensions; ``basis`` is what its day rests on, or else its due day.

    ``reached`` without ``on``: reached, nobody knows when. ``basis`` is a record's stream, or ``report``.
    ``applies``: by its traits the project has this milestone at all, or its traits are not known.
    """

    milestone: Milestone
    applies: bool
    due: date | None
    reached: bool
    on: date | None
    counts_from: date | None
    basis: str | None
    document: str | None
    extensions: list[ExtensionRow]
