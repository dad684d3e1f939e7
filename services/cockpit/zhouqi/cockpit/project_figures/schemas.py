"""The numbers above the list of projects."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from zhouqi.cockpit.kit.answer import Answer
from zhouqi.cockpit.projects.schemas import Lights, StallCounts


class TownshipFigure(Answer):
    """One township's share of the stock; ``investment`` as in :class:`Figures`."""

    township: str
    name: str
    projects: int
    investment: Decimal | None
    investment_unknown: int


class Figures(Answer):
    """The numbers above the list. Each is the total of the list that its status or filter selects.

    ``investment`` is the sum over the projects whose source states one, null where none does;
    ``investment_unknown`` are the others.
    """

    as_of: datetime | None
    registered: int
    stuck: int
    unplanned: int
    withdrawn: int
    lights: Lights
    stalls: StallCounts
    full_view: int
    investment: Decimal | None
    investment_unknown: int
    townships: list[TownshipFigure]
