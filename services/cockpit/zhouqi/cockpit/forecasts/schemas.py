"""When an open milestone of a project is expected."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from zhouqi.cockpit.kit.answer import Answer
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.contracts.warning import ForecastGround


class ForecastReason(Answer):
    """What makes it be expected ``sooner`` than others of its kind, or later."""

    ground: ForecastGround
    sooner: bool


class Forecast(Answer):
    """The forecast that was told last of an open milestone, by what was known on ``day``.

    ``late`` is the probability that it is not reached by ``due``, ``reached_within_180`` that it is reached within
    180 days. By ``expected`` it is as likely reached as not; one in ten comes before ``earliest``, and after
    ``latest``. All of them, and the reasons, are absent where too little was known: only ``learned_from`` of these
    milestones had been reached.
    """

    milestone: Milestone
    day: date
    due: date | None
    late: Decimal | None
    reached_within_180: Decimal | None
    expected: date | None
    earliest: date | None
    latest: date | None
    reasons: list[ForecastReason]
    learned_from: int
    model: str
