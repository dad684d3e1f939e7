"""A project's light and stalls, as they are answered."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from zhouqi.events.contracts.warning import ClearedBy, Light, Stall
from zhouqi.warning.stalls.episodes import Stage


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class EpisodeRow(_Answer):
    """A run of overdue days: ``since`` the first, ``until`` the first no more, absent while it lasts."""

    due: date
    since: date
    until: date | None
    by: ClearedBy | None


class StallRow(_Answer):
    """A stall that applies. ``light`` is absent while it waits; ``overdue`` in calendar days, negative before."""

    stall: Stall
    stage: Stage
    light: Light | None
    due: date | None
    overdue: int | None
    episodes: list[EpisodeRow]


class ProjectWarning(_Answer):
    """A project as of the close of ``day``; nothing is said before the first close, nor of a withdrawn one.

    ``rules`` is the version of the rules in force on that day, by which its light is given.
    """

    project_id: UUID
    day: date | None
    light: Light | None
    stall: Stall | None
    overdue: int | None
    rules: str | None
    stalls: list[StallRow]
