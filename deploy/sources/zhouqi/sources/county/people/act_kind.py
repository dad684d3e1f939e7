"""What somebody does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

__all__ = ["ActKind", "UnnumberedAct"]


class ActKind(StrEnum):
    """What somebody does, and what it sends (`Act.payload`).

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
class UnnumberedAct:
    """Something done, when and by which account; about which issue, if any; with its payload."""

    at: datetime
    account: str
    act: ActKind
    issue: int | None
    payload: Mapping[str, str | int | None]
