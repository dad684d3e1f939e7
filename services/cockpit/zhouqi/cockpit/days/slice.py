"""The days by which the county goes, as the cockpit is made of them."""

from __future__ import annotations

from typing import Final

from zhouqi.cockpit.days.projection import JudgedDayProjection
from zhouqi.cockpit.kit.slice import Slice, touched_by
from zhouqi.events.contracts.ingest import DayClosed
from zhouqi.events.contracts.warning import WarningClosed
from zhouqi.service.projections.closed_days import ClosedDays

_CLOSED, _JUDGED = ClosedDays(), JudgedDayProjection()
DAYS: Final = Slice(
    name="days",
    subscribes=(DayClosed, WarningClosed),
    projections=(_CLOSED, _JUDGED),
    touches={
        "days": touched_by(
            "select date from closed_day where stream = any(%(streams)s)"
            " union select date from judged_day where stream = any(%(streams)s)"
        )
    },
    changes_everything=(_CLOSED.category, _JUDGED.category),
)
"""The close of a day changes what is late, and how long everything is overdue."""
