"""The way of an issue: raised, accepted or declined, assigned, signed, answered, rated; each at its time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from zhouqi.sources.county.departments import DEPARTMENTS
from zhouqi.sources.county.enterprises import account_of
from zhouqi.sources.county.people.act_kind import ActKind, UnnumberedAct
from zhouqi.sources.county.people.hours import WorkingHours
from zhouqi.sources.county.people.phrases import (
    ANSWERS,
    BAD_REMARKS,
    BETTER_ANSWERS,
    DECLINED,
    GOOD_REMARKS,
    RETURNED,
)
from zhouqi.sources.county.people.wording import Wording, draw_wording
from zhouqi.sources.county.project_truth import ProjectTruth
from zhouqi.sources.scenario import CalendarSpan, PeopleRates
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["Issue", "IssueReach", "issue_acts"]

DISPATCHER = "dispatcher"
STARS = {5: 52.0, 4: 33.0, 3: 15.0}


class IssueReach(StrEnum):
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
    truth: ProjectTruth
    day: date
    way: IssueReach | None
    waits: date


def issue_acts(
    seed: int, calendar: CalendarSpan, rates: PeopleRates, issue: Issue
) -> Iterator[UnnumberedAct]:
    """Answer everything that is ever done about an issue, in order of time, each thing later than the one before.

    Without a way of its own the issue is declined by the scenario's rate. A rating comes within two working days of
    the answer; who rates badly has the issue handled once more, and is content then.
    """
    draw = SeededRandom(seed, "issue", issue.number)
    words = draw_wording(draw, issue.truth.project)
    enterprise = account_of(issue.truth.project.enterprise.code)
    by_agent = draw.chance(0.25) and len({one.says.township_code for one in issue.truth.registered}) == 1
    declined = draw.chance(rates.declined) if issue.way is None else issue.way is IssueReach.DECLINED
    hours = WorkingHours(calendar, draw, issue.day)

    def done(at: datetime, account: str, act: ActKind, **payload: str | int | None) -> UnnumberedAct:
        return UnnumberedAct(at, account, act, issue.number, payload)

    def after(*ways: IssueReach) -> date | None:
        return issue.waits if issue.way in ways else None

    yield done(
        hours.now,
        issue.truth.project.agent if by_agent else enterprise,
        ActKind.RAISE,
        project=issue.truth.project.record_id,
        category=words.category,
        title=words.title,
        description=words.description,
    )
    if declined:
        yield done(hours.later(0, 1), DISPATCHER, ActKind.DECLINE, reason=draw.one_of(DECLINED))
        return
    yield done(hours.later(0, 1, after(IssueReach.UNASSIGNED)), DISPATCHER, ActKind.ACCEPT)
    if draw.chance(rates.returned):
        wrong = _wrong(draw, words)
        yield done(hours.later(0, 0), DISPATCHER, ActKind.ASSIGN, department=wrong)
        yield done(hours.later(0, 1), f"department-{wrong}", ActKind.RETURN, reason=draw.one_of(RETURNED))
    department = draw.one_of(words.departments)
    yield done(hours.later(0, 0), DISPATCHER, ActKind.ASSIGN, department=department)
    office = f"department-{department}"
    yield done(hours.later(0, 1, after(IssueReach.UNSIGNED)), office, ActKind.SIGN)
    yield done(
        hours.later(1, 4, after(IssueReach.UNANSWERED)), office, ActKind.ANSWER, answer=draw.one_of(ANSWERS)
    )
    if draw.chance(rates.unrated):
        return
    if draw.chance(rates.rated_badly):
        bad = draw.integer(1, 2)
        yield done(hours.later(0, 1), enterprise, ActKind.RATE, stars=bad, remark=draw.one_of(BAD_REMARKS))
        yield done(hours.later(0, 1), office, ActKind.SIGN)
        yield done(hours.later(1, 3), office, ActKind.ANSWER, answer=draw.one_of(BETTER_ANSWERS))
    stars = draw.weighted(STARS)
    yield done(hours.later(0, 1), enterprise, ActKind.RATE, stars=stars, remark=draw.one_of(GOOD_REMARKS))


def _wrong(draw: SeededRandom, words: Wording) -> str:
    """Answer a department that the issue does not fit."""
    return draw.one_of([one.code for one in DEPARTMENTS if one.code not in words.departments])
