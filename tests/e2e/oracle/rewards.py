"""Which enterprises may have the reward for research, cannot be told, or may not: read off the policy's own words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tests.e2e.oracle.records import Records, Says, day


def research_reward(projects: Iterable[Records], closed: date) -> str:
    """Of the enterprise that has these projects: ``met``, ``unmet``, or ``unknown`` where a number is missing.

    研发投入奖励: at least 1 million yuan of research in the year, and 3 % of the sales of twelve months.
    """
    own = list(projects)
    research, sales = _research(own), _sales(own, closed)
    enough = None if research is None else research >= 100
    intense = None if research is None or sales is None else research * 100 >= sales * 3
    if False in (enough, intense):
        return "unmet"
    return "unknown" if None in (enough, intense) else "met"


def _research(projects: list[Records]) -> Decimal | None:
    """What was put in in the latest year that anybody reported, unless who did the year before has yet to."""
    years = [sorted((int(says["year"]) for says in one.of("inputs")), reverse=True) for one in projects]
    reported = [year[0] for year in years if year]
    if not reported or max(reported) - 1 in reported:
        return None
    inputs = [says for one in projects for says in one.of("inputs") if int(says["year"]) == max(reported)]
    return sum((Decimal(says["research"]) for says in inputs), Decimal(0))


def _sales(projects: list[Records], closed: date) -> Decimal | None:
    """Each project's latest report that reaches into the year to ``closed``, unless one that produces has none."""
    found: list[Decimal] = []
    for one in projects:
        reports = [says for says in one.of("sales") if _year_after(says["period_end"]) > closed]
        if reports:
            found.append(Decimal(max(reports, key=_newest)["sales"]))
        elif any(day(says["production_on"]) for says in one.of("acceptance")):
            return None
    return sum(found, Decimal(0)) if found else None


def _year_after(text: str) -> date:
    """The same day of the next year; the last of February for the 29th."""
    ended = date.fromisoformat(text)
    leap = (ended.month, ended.day) == (2, 29)
    return ended.replace(year=ended.year + 1, day=28 if leap else ended.day)


def _newest(says: Says) -> tuple[str, str]:
    return str(says["period_end"]), str(says["updated_at"])
