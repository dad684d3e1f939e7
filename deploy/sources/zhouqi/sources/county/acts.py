"""What the county's people do: they raise issues and settle them, report milestones, and give projects their agents."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain

from zhouqi.sources.county.county import County
from zhouqi.sources.county.enterprises import acting_projects
from zhouqi.sources.county.people.act_kind import ActKind, UnnumberedAct
from zhouqi.sources.county.people.hours import next_working_day
from zhouqi.sources.county.people.issues import Issue, IssueReach, issue_acts
from zhouqi.sources.county.place import SHANGHAI
from zhouqi.sources.county.project_truth import ProjectTruth
from zhouqi.sources.county.record import Kind
from zhouqi.sources.county.records.record_maker import PROMPT_DAYS
from zhouqi.sources.county.timeline import Milestone
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["LONGEST_WAY", "Act", "ActKind", "acts", "acts_of"]

CLOSING = time(17, 30)
DISPATCHER = "dispatcher"
LONGEST_WAY = timedelta(days=75)
"""Days within which an issue has gone its way."""
LATER_ISSUES = 1_000
"""Issues raised after the scenario's day have this number and the days since then added."""
LATER_ACTS = 1_000_000
A_DAY = 1_000
SETTLED_AGO = timedelta(days=7)
"""An issue that is done by the scenario's day was answered so many days before, so that it is closed, rated or not."""
LEADING = {"industry": 46.0, "commerce": 20.0, "reform": 14.0, "planning": 10.0, "construction": 10.0}
"""Departments that lead a project (牵头部门), and how common that is."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its number in the county, when and by which account; issues are told apart by a number of their own."""

    number: int
    at: datetime
    account: str
    act: ActKind
    issue: int | None
    payload: Mapping[str, str | int | None]


@lru_cache(maxsize=4)
def acts(county: County) -> Sequence[Act]:
    """Answer everything done by 17:30 of the scenario's day, in order of time."""
    day = county.scenario.calendar.scenario_day
    last = datetime.combine(day, CLOSING, SHANGHAI)
    issues = (_steps(county, issue) for issue in _issues(county))
    done = chain(_assignments(county, county.registered_projects, day), _reports(county), *issues)
    return _numbered((one for one in done if one.at <= last), 1)


def acts_of(county: County, day: date) -> Sequence[Act]:
    """Answer what is done on a day after the scenario's, in order of time; the same whenever it is asked."""
    since = (day - county.scenario.calendar.scenario_day).days
    if since <= 0 or not county.scenario.calendar.worked(day):
        return ()
    known = [*_issues(county), *_later_issues(county, day)]
    issues = (_steps(county, issue) for issue in known if day - issue.day <= LONGEST_WAY)
    done = chain(_later_assignments(county, day), _reports(county), *issues)
    return _numbered((one for one in done if one.at.date() == day), LATER_ACTS + since * A_DAY)


def _numbered(done: Iterator[UnnumberedAct], first: int) -> tuple[Act, ...]:
    order = sorted(
        done, key=lambda one: (one.at, one.account, str(one.payload.get("project")), one.issue or 0)
    )
    return tuple(
        Act(number, one.at, one.account, one.act, one.issue, one.payload)
        for number, one in enumerate(order, first)
    )


def _steps(county: County, issue: Issue) -> Iterator[UnnumberedAct]:
    return issue_acts(county.seed, county.scenario.calendar, county.scenario.people, issue)


@lru_cache(maxsize=4)
def _issues(county: County) -> tuple[Issue, ...]:
    """Answer the issues of the history: as many of each kind as the scenario aims at, or drawn by its rates."""
    rates, aims = county.scenario.people, county.scenario.aims
    day = county.scenario.calendar.scenario_day
    acting, draw = acting_projects(county), SeededRandom(county.seed, "issues")
    if not acting:
        return ()
    if aims is None:
        number = sum(draw.chance(rates.issues) for _ in range(county.size))
        return tuple(
            Issue(one, draw.one_of(acting), draw.day(rates.issues_since, day), None, day)
            for one in range(1, number + 1)
        )
    ways = [IssueReach.WHOLE] * aims.issues_done + [IssueReach.DECLINED] * aims.issues_declined
    ways += [IssueReach.UNASSIGNED] * aims.issues_unassigned
    ways += [(IssueReach.UNANSWERED, IssueReach.UNSIGNED)[one % 2] for one in range(aims.issues_in_progress)]
    return tuple(
        _aimed(county, Issue(number, draw.one_of(acting), day, way, day + timedelta(days=1)))
        for number, way in enumerate(ways, 1)
    )


def _aimed(county: County, issue: Issue) -> Issue:
    """Answer the issue, raised so early that it has come as far as its way goes by the scenario's day, no further."""
    day, since = county.scenario.calendar.scenario_day, county.scenario.people.issues_since
    draw = SeededRandom(county.seed, "issues", issue.number)
    match issue.way:
        case IssueReach.WHOLE:
            latest, last = day - timedelta(days=12), datetime.combine(day - SETTLED_AGO, CLOSING, SHANGHAI)
        case IssueReach.DECLINED:
            latest, last = day - timedelta(days=3), datetime.combine(day, CLOSING, SHANGHAI)
        case IssueReach.UNASSIGNED:
            since, latest, last = day - timedelta(days=1), day, datetime.max.replace(tzinfo=SHANGHAI)
        case _:
            since, latest = day - timedelta(days=9), day - timedelta(days=6)
            last = datetime.max.replace(tzinfo=SHANGHAI)
    while True:
        raised = Issue(issue.number, issue.truth, draw.day(since, latest), issue.way, issue.waits)
        if max(one.at for one in _steps(county, raised)) <= last:
            return raised


def _later_issues(county: County, day: date) -> Iterator[Issue]:
    """Answer the issues raised after the scenario's day, up to `day`, that may still be on their way on it."""
    calendar, rates = county.scenario.calendar, county.scenario.people
    acting = acting_projects(county)
    raised = max(calendar.scenario_day + timedelta(days=1), day - LONGEST_WAY)
    while raised <= day:
        draw = SeededRandom(county.seed, "issues", raised.isoformat())
        if acting and calendar.worked(raised) and draw.chance(rates.issues_a_day):
            number = LATER_ISSUES + (raised - calendar.scenario_day).days
            yield Issue(number, draw.one_of(acting), raised, None, raised)
        raised += timedelta(days=1)


def _assignments(
    county: County, projects: Sequence[ProjectTruth], latest: date | None
) -> Iterator[UnnumberedAct]:
    """Answer who gives each project its leading department and its agent: the dispatcher, once all have its record."""
    calendar = county.scenario.calendar
    for truth in projects:
        project, draw = truth.project, SeededRandom(county.seed, "assignment", truth.project.serial)
        day = next_working_day(calendar, project.registered + timedelta(days=PROMPT_DAYS + 1))
        if latest is not None and day > latest:
            day = latest
        at = datetime.combine(day, time(16, 55), SHANGHAI)
        payload = {"project": project.record_id, "department": draw.weighted(LEADING), "agent": project.agent}
        yield UnnumberedAct(at, DISPATCHER, ActKind.ASSIGN_PROJECT, None, payload)


def _later_assignments(county: County, day: date) -> Iterator[UnnumberedAct]:
    registered = max(
        county.scenario.calendar.scenario_day + timedelta(days=1), day - timedelta(days=PROMPT_DAYS + 21)
    )
    while registered < day:
        yield from _assignments(county, county.registered_on(registered), None)
        registered += timedelta(days=1)


def _reports(county: County) -> Iterator[UnnumberedAct]:
    """Answer the milestones that agents report, days after they were reached, with the number of a document."""
    calendar = county.scenario.calendar
    for truth in county.registered_projects:
        reported = truth.coverage.reported
        if truth.coverage.gaps.get(Kind.ACCEPTANCE, calendar.scenario_day) is None and reported:
            reported = (Milestone.COMPLETED, Milestone.IN_PRODUCTION)
        for milestone in reported:
            reached = truth.timeline.reached(milestone)
            if reached is None:
                continue
            draw = SeededRandom(county.seed, "report", truth.project.serial, milestone)
            day = next_working_day(calendar, reached + timedelta(days=draw.integer(3, 12)))
            at = datetime.combine(day, time(9, 10), SHANGHAI) + timedelta(minutes=draw.integer(0, 420))
            payload = {
                "project": truth.project.record_id,
                "milestone": milestone.value,
                "on": reached.isoformat(),
                "document": f"澄代办〔{day.year}〕{draw.integer(1, 199)}号",
            }
            yield UnnumberedAct(at, truth.project.agent, ActKind.REPORT, None, payload)
