"""What the county's registers say: its accounts, enterprises, townships, and which days are worked."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.county import OTHER, OWN, TINGLAN, WANGYU
from zhouqi.events import Fact
from zhouqi.events.contracts.ingest import (
    AccountGranted,
    AccountRole,
    CalendarPublished,
    EnterpriseRegistered,
    TownshipRegistered,
)

TOWNSHIPS: Final = {TINGLAN: "听澜街道", WANGYU: "望榆街道"}
HOLIDAYS_2026: Final = tuple(
    date(2026, month, day)
    for month, first, last in (
        (1, 1, 3),
        (2, 15, 23),
        (4, 4, 6),
        (5, 1, 5),
        (6, 19, 21),
        (9, 25, 27),
        (10, 1, 7),
    )
    for day in range(first, last + 1)
)
WORKDAYS_2026: Final = tuple(
    date(2026, month, day) for month, day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))
)
"""The county's calendar of 2026, from the State Council's notice."""
CALENDAR_2026: Final[tuple[str, Fact]] = (
    "register/calendar/2026",
    CalendarPublished(year=2026, provisional=False, holidays=HOLIDAYS_2026, workdays=WORKDAYS_2026),
)


def account_granted(account: str, role: AccountRole, scope: str | None = None) -> tuple[str, Fact]:
    """An account may act in a role, for a department, township or enterprise."""
    fact = AccountGranted(account=account, role=role, name="某单位", scope=scope)
    return f"register/account/{account}", fact


def townships_registered() -> list[tuple[str, Fact]]:
    """The townships have names."""
    return [
        (f"register/township/{code}", TownshipRegistered(code=code, name=name))
        for code, name in TOWNSHIPS.items()
    ]


def enterprises_registered() -> list[tuple[str, Fact]]:
    """The two enterprises, each in a township of its own."""
    return [
        (f"register/enterprise/{code}", EnterpriseRegistered(code=code, name="某公司", township=township))
        for code, township in ((OWN, TINGLAN), (OTHER, WANGYU))
    ]
