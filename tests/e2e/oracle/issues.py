"""What became of each issue, from what the county's people did."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

import chinese_calendar

RATING_DAYS = 3
EVENING = time(17, 0)
MOST_REOPENINGS = 2


def counted(acts: list[dict[str, Any]], closed: date) -> dict[str, int]:
    """How many issues were pushed, done and in progress once ``closed`` is over."""
    issues: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for act in acts:
        if act.get("issue") is not None:
            issues[act["issue"]].append(act)
    pushed = [one for one in issues.values() if any(act["act"] == "assign" for act in one)]
    done = sum(_done(one, closed) for one in pushed)
    return {"pushed": len(pushed), "done": done, "in_progress": len(pushed) - done}


def _done(acts: list[dict[str, Any]], closed: date) -> bool:
    answered: datetime | None = None
    reopened = 0
    for act in sorted(acts, key=lambda one: str(one["at"])):
        match act["act"]:
            case "answer":
                answered = datetime.fromisoformat(act["at"])
            case "rate" if act["stars"] >= 3 or reopened == MOST_REOPENINGS:
                return True
            case "rate":
                reopened, answered = reopened + 1, None
            case _:
                pass
    return answered is not None and closed >= _rate_by(answered)


def _rate_by(answered: datetime) -> date:
    day = answered.date()
    if answered.time() > EVENING or not _works(day):
        day = _next(day)
    for _ in range(RATING_DAYS):
        day = _next(day)
    return day


def _next(day: date) -> date:
    day += timedelta(days=1)
    while not _works(day):
        day += timedelta(days=1)
    return day


def _works(day: date) -> bool:
    """Whether ``day`` is worked; beyond the published calendar Monday to Friday."""
    return bool(chinese_calendar.is_workday(day)) if day.year <= 2026 else day.weekday() < 5
