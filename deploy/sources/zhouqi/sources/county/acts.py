"""What the county's people do: they raise issues and settle them, report milestones, and give projects their agents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from zhouqi.sources.county.county import County

__all__ = ["Act", "Deed", "acts", "acts_of"]


class Deed(StrEnum):
    """What somebody does, and what it sends (`Act.sends`).

    `RAISE`: project (record id of its registration), category, title, description. `DECLINE`, `RETURN`: reason.
    `ASSIGN`: department. `ANSWER`: answer. `RATE`: stars (1 to 5), remark (or None). `REPORT`: project, milestone,
    on (YYYY-MM-DD), document. `ASSIGN_PROJECT`: project, department, agent (an account). `ACCEPT`, `SIGN`: nothing.
    """

    RAISE = "raise"
    ACCEPT = "accept"
    DECLINE = "decline"
    ASSIGN = "assign"
    RETURN = "return"
    SIGN = "sign"
    ANSWER = "answer"
    RATE = "rate"
    REPORT = "report"
    ASSIGN_PROJECT = "assign_project"


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its number in the county, when and by which account; issues are told apart by a number of their own."""

    number: int
    at: datetime
    account: str
    act: Deed
    issue: int | None
    sends: Mapping[str, str | int | None]


def acts(county: County) -> Sequence[Act]:
    """Answer everything done by 17:30 of the scenario's day, in order of time."""
    return ()


def acts_of(county: County, day: date) -> Sequence[Act]:
    """Answer what is done on a day after the scenario's, in order of time; the same whenever it is asked."""
    return ()
