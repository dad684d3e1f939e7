"""The statutory days of rest of a year 法定节假日, as far as they are known without that year's notice. Pure.

The fixed ones and the lunar ones are of the regulation (``statutory.toml``). The lunar days stand in
``lunar_days.csv``: computed by GB/T 33661-2017 with two libraries that agree on each of them.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Annotated, Final

from pydantic import Field

from zhouqi.service.rules.rulebook import Edition, RuleBook

MonthDay = Annotated[str, Field(pattern=r"^\d{2}-\d{2}$")]
_HERE: Final = files("zhouqi.service.rules")


class Regulation(Edition):
    """One wording of the regulation: fixed days as MM-DD, the Spring Festival by days around the lunar new year."""

    fixed: Annotated[tuple[MonthDay, ...], Field(min_length=1)]
    spring_first: Annotated[int, Field(ge=-3, le=0)]
    spring_last: Annotated[int, Field(ge=0, le=6)]


_REGULATIONS: Final = RuleBook.load("statutory", _HERE / "statutory.toml", Regulation)


@cache
def days_of_rest(year: int) -> frozenset[date]:
    """The statutory days of rest of ``year``, weekends among them; from 2061 on only those that are fixed."""
    regulation = _REGULATIONS.on(date(year, 1, 1))
    found = {date.fromisoformat(f"{year}-{day}") for day in regulation.fixed}
    if (lunar := _lunar().get(year)) is not None:
        new_year, *others = lunar
        found |= set(others)
        spring = range(regulation.spring_first, regulation.spring_last + 1)
        found |= {new_year + timedelta(days=days) for days in spring}
    return frozenset(found)


@cache
def _lunar() -> Mapping[int, tuple[date, ...]]:
    """Year -> the first days of the Spring Festival, Qingming, the Dragon Boat and the Mid-Autumn Festival."""
    rows = csv.reader((_HERE / "lunar_days.csv").read_text("utf-8").splitlines()[1:])
    return {int(year): tuple(map(date.fromisoformat, days)) for year, *days in rows}
