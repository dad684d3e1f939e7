"""The episodes of a project's stalls."""

from __future__ import annotations

from datetime import date

from zhouqi.cockpit.kit.answer import Answer
from zhouqi.events.contracts.warning import ClearedBy, Stall


class Episode(Answer):
    """A stretch of days on which the project was overdue at a stage: from ``since`` to before ``until``.

    Open while ``until`` is null. ``due`` is the day that was missed.
    """

    stall: Stall
    due: date | None
    since: date
    until: date | None
    by: ClearedBy | None
