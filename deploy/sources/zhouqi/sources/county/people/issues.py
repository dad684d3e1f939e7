"""The way of an issue: raised, accepted or declined, assigned, signed, answered, rated; each at its time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from zhouqi.sources.county.departments import DEPARTMENTS
from zhouqi.sources.county.enterprises import account_of
from zhouqi.sources.county.life import Life
from zhouqi.sources.county.people.deed import Deed, Done
from zhouqi.sources.county.people.hours import Hours
from zhouqi.sources.county.people.phrases import (
    ANSWERS,
    BAD_REMARKS,
    BETTER_ANSWERS,
    DECLINED,
    GOOD_REMARKS,
    RETURNED,
)
from zhouqi.sources.county.people.wording import Wording, worded
from zhouqi.sources.draw import Draw
from zhouqi.sources.scenario import CalendarSpan, PeopleRates

__all__ = ["Issue", "Way", "steps"]

DISPATCHER = "dispatcher"
STARS = {5: 52.0, 4: 33.0, 3: 15.0}


class Way(StrEnum):
    """How far an issue comes, at the longest, before it waits for a day to pass; `WHOLE` waits for none."""

    WHOLE = "whole"
    DECLINED = "declined"
    UNASSIGNED = "unassigned"
    UNSIGNED = "unsigned"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue: its number, the project that it is about, the first day on which it may be raised, and its way.

    What the way leaves open is done on working days after `waits`.
    """

    number: int
    life: Life
    day: date
    way: Way | None
    waits: date


def steps(seed: int, calendar: CalendarSpan, rates: PeopleRates, issue: Issue) -> Iterator[Done]:
    """Answer everything that is ever done about an issue, in order of time, each thing later than the one before.

    Without a way of its own the issue is declined by the scenario's rate. A rating comes within two working days of
    the answer; who rates badly has the issue handled once more, and is content then.
    """
    draw = Draw(seed, "issue", issue.number)
    words = worded(draw, issue.life.project)
    enterprise = account_of(issue.life.project.enterprise.code)
    by_agent = draw.chance(0.25) and len({one.says.township_code for one in issue.life.registered}) == 1
    declined = draw.chance(rates.declined) if issue.way is None else issue.way is Way.DECLINED
    hours = Hours(calendar, draw, issue.day)

    def done(at: datetime, account: str, act: Deed, **sends: str | int | None) -> Done:
        return Done(at, account, act, issue.number, sends)

    def after(*ways: Way) -> date | None:
        return issue.waits if issue.way in ways else None

    yield done(
        hours.now,
        issue.life.project.agent if by_agent else enterprise,
        Deed.RAISE,
        project=issue.life.project.record_id,
        category=words.category,
        title=words.title,
        description=words.description,
    )
    if declined:
        yield done(hours.later(0, 1), DISPATCHER, Deed.DECLINE, reason=draw.one_of(DECLINED))
        return
    yield done(hours.later(0, 1, after(Way.UNASSIGNED)), DISPATCHER, Deed.ACCEPT)
    if draw.chance(rates.returned):
        wrong = _wrong(draw, words)
        yield done(hours.later(0, 0), DISPATCHER, Deed.ASSIGN, department=wrong)
        yield done(hours.later(0, 1), f"department-{wrong}", Deed.RETURN, reason=draw.one_of(RETURNED))
    department = draw.one_of(words.departments)
    yield done(hours.later(0, 0), DISPATCHER, Deed.ASSIGN, department=department)
    office = f"department-{department}"
    yield done(hours.later(0, 1, after(Way.UNSIGNED)), office, Deed.SIGN)
    yield done(hours.later(1, 4, after(Way.UNANSWERED)), office, Deed.ANSWER, answer=draw.one_of(ANSWERS))
    if draw.chance(rates.unrated):
        return
    if draw.chance(rates.rated_badly):
        bad = draw.whole(1, 2)
        yield done(hours.later(0, 1), enterprise, Deed.RATE, stars=bad, remark=draw.one_of(BAD_REMARKS))
        yield done(hours.later(0, 1), office, Deed.SIGN)
        yield done(hours.later(1, 3), office, Deed.ANSWER, answer=draw.one_of(BETTER_ANSWERS))
    stars = draw.weighted(STARS)
    yield done(hours.later(0, 1), enterprise, Deed.RATE, stars=stars, remark=draw.one_of(GOOD_REMARKS))


def _wrong(draw: Draw, words: Wording) -> str:
    """Answer a department that the issue does not fit."""
    return draw.one_of([one.code for one in DEPARTMENTS if one.code not in words.departments])
