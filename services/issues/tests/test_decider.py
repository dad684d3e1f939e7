"""What the aggregate decides: given what happened, when someone acts, then these facts or a refusal."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tests.county.registers import HOLIDAYS_2026, WORKDAYS_2026
from tests.deciding import DeciderSpec
from zhouqi.events import Fact
from zhouqi.events.contracts.issues import (
    Category,
    ClosedBy,
    IssueAccepted,
    IssueAnswered,
    IssueAssigned,
    IssueClosed,
    IssueDeclined,
    IssueRaised,
    IssueRated,
    IssueReopened,
    IssueReturned,
    IssueSigned,
)
from zhouqi.issues.issue import rules
from zhouqi.issues.issue.commands import (
    Accept,
    Answer,
    AnyAct,
    Assign,
    Circumstances,
    CloseUnrated,
    Decline,
    Raise,
    Rate,
    Return,
    Sign,
)
from zhouqi.issues.issue.decider import IssueDecider
from zhouqi.issues.workflow.permitted_acts import Act, Actor, permitted_acts
from zhouqi.service.rules.working_days import Calendar, Year

issue = DeciderSpec(IssueDecider())
ID = UUID(int=7)
AT = datetime(2026, 2, 12, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
RATE_BY = date(2026, 2, 24)
"""Three working days after the answer: Friday, a Saturday that is worked, and the first day after the holiday."""
CALENDAR = Calendar(
    {2026: Year(provisional=False, holidays=frozenset(HOLIDAYS_2026), workdays=frozenset(WORKDAYS_2026))}
)
RULES = rules.rule_book().on(AT.date())
DISPATCHER = Actor(dispatches=True)
PLANNING, TAX = (Actor(departments=frozenset({code})) for code in ("planning", "tax"))
ENTERPRISE, STRANGER = (Actor(enterprises=frozenset({code})) for code in ("E1", "E2"))

RAISED = IssueRaised(
    issue_id=ID,
    township="T1",
    enterprise="E1",
    by_agent=False,
    category=Category.UTILITIES,
    title="电",
    description="不够",
)
ACCEPTED = IssueAccepted(issue_id=ID)
DECLINED = IssueDeclined(issue_id=ID, reason="不属本县事权")
ASSIGNED = IssueAssigned(
    issue_id=ID,
    department="planning",
    sign_by=date(2026, 2, 13),
    answer_by=date(2026, 2, 26),
    provisional=False,
    rules="2021-1",
)
RETURNED = IssueReturned(issue_id=ID, reason="应由供电公司办理")
SIGNED = IssueSigned(issue_id=ID)
ANSWERED = IssueAnswered(issue_id=ID, answer="已增容", rate_by=RATE_BY, provisional=False, rules="2021-1")
CLOSED_UNRATED = IssueClosed(issue_id=ID, by=ClosedBy.UNRATED)
IN_HAND = (RAISED, ACCEPTED, ASSIGNED, SIGNED)
WAITING = (*IN_HAND, ANSWERED)


def _given(actor: Actor, at: datetime = AT) -> Circumstances:
    return Circumstances(actor, at, RULES, CALENDAR)


def _assign(actor: Actor = DISPATCHER, department: str = "planning", at: datetime = AT) -> Assign:
    return Assign(ID, _given(actor, at), department, frozenset({"planning", "tax"}))


def _rate(stars: int, actor: Actor = ENTERPRISE, at: datetime = AT) -> Rate:
    return Rate(ID, _given(actor, at), stars, None)


def _reopened(times: int) -> Fact:
    return IssueReopened(
        issue_id=ID, times=times, answer_by=date(2026, 2, 26), provisional=False, rules="2021-1"
    )


def _bad() -> Fact:
    return IssueRated(issue_id=ID, stars=1)


def test_an_issue_is_raised_once() -> None:
    command = Raise(
        ID, None, "T1", "E1", by_agent=False, category=Category.UTILITIES, title="电", description="不够"
    )

    issue.when(command).then(RAISED)
    issue.given(RAISED).when(command).refused("issue_raised")


def test_the_dispatcher_accepts_or_declines_what_is_raised() -> None:
    issue.given(RAISED).when(Accept(ID, _given(DISPATCHER))).then(ACCEPTED)
    issue.given(RAISED).when(Decline(ID, _given(DISPATCHER), "不属本县事权")).then(DECLINED)


def test_an_assignment_gives_terms_in_working_days() -> None:
    issue.given(RAISED, ACCEPTED).when(_assign()).then(ASSIGNED)


def test_an_assignment_after_the_cut_off_starts_on_the_next_working_day() -> None:
    evening = AT.replace(hour=17, minute=1)

    (fact,) = issue.given(RAISED, ACCEPTED).when(_assign(at=evening)).facts

    assert fact == ASSIGNED.model_copy(update={"sign_by": date(2026, 2, 14), "answer_by": date(2026, 2, 27)})


def test_terms_that_reach_into_an_unpublished_year_are_provisional() -> None:
    (fact,) = (
        issue.given(RAISED, ACCEPTED).when(_assign(at=datetime(2026, 12, 31, 9, tzinfo=AT.tzinfo))).facts
    )

    assert isinstance(fact, IssueAssigned)
    assert fact.provisional


def test_days_to_rate_and_to_do_it_again_say_that_they_are_provisional_too() -> None:
    evening = datetime(2026, 12, 31, 17, 30, tzinfo=AT.tzinfo)

    late = [*IN_HAND, ANSWERED.model_copy(update={"rate_by": date(2027, 1, 7)})]
    (answered,) = issue.given(*IN_HAND).when(Answer(ID, _given(PLANNING, evening), "已增容")).facts
    _, reopened = issue.given(*late).when(_rate(1, at=evening)).facts

    assert isinstance(answered, IssueAnswered)
    assert isinstance(reopened, IssueReopened)
    assert (answered.rate_by, answered.provisional) == (date(2027, 1, 7), True)
    assert (reopened.answer_by, reopened.provisional) == (date(2027, 1, 11), True)


def test_a_department_that_there_is_not_gets_nothing() -> None:
    issue.given(RAISED, ACCEPTED).when(_assign(department="weather")).refused("department_unknown")


def test_the_assigned_department_signs_returns_and_answers() -> None:
    assigned = [RAISED, ACCEPTED, ASSIGNED]

    issue.given(*assigned).when(Sign(ID, _given(PLANNING))).then(SIGNED)
    issue.given(*assigned).when(Return(ID, _given(PLANNING), "应由供电公司办理")).then(RETURNED)
    issue.given(*IN_HAND).when(Answer(ID, _given(PLANNING), "已增容")).then(ANSWERED)


def test_an_issue_is_not_given_back_once_its_time_to_sign_is_over() -> None:
    assigned, last = [RAISED, ACCEPTED, ASSIGNED], datetime(2026, 2, 13, 23, 59, tzinfo=AT.tzinfo)

    issue.given(*assigned).when(Return(ID, _given(PLANNING, last), "应由供电公司办理")).then(RETURNED)
    over = Return(ID, _given(PLANNING, last + timedelta(minutes=1)), "应由供电公司办理")
    issue.given(*assigned).when(over).refused("sign_over")
    assert Act.RETURN not in permitted_acts(
        issue.given(*assigned).state, PLANNING, last + timedelta(minutes=1)
    )


def test_a_second_assignment_has_a_time_to_sign_of_its_own() -> None:
    again = AT + timedelta(days=1)
    (second,) = issue.given(RAISED, ACCEPTED, ASSIGNED, RETURNED).when(_assign(at=again)).facts

    assert isinstance(second, IssueAssigned)
    returned = Return(ID, _given(PLANNING, again + timedelta(days=1)), "应由供电公司办理")
    issue.given(RAISED, ACCEPTED, ASSIGNED, RETURNED, second).when(returned).then(RETURNED)


def test_another_department_does_not() -> None:
    issue.given(RAISED, ACCEPTED, ASSIGNED).when(Sign(ID, _given(TAX))).refused("not_yours")
    issue.given(*IN_HAND).when(Answer(ID, _given(TAX), "已增容")).refused("not_yours")


def test_what_is_returned_waits_to_be_assigned_again_and_is_no_one_s() -> None:
    returned = [RAISED, ACCEPTED, ASSIGNED, RETURNED]

    issue.given(*returned).when(Sign(ID, _given(PLANNING))).refused("not_yours")
    issue.given(*returned).when(_assign()).then(ASSIGNED)


def test_a_good_rating_closes() -> None:
    issue.given(*WAITING).when(_rate(3)).then(
        IssueRated(issue_id=ID, stars=3), IssueClosed(issue_id=ID, by=ClosedBy.RATED)
    )


def test_a_bad_rating_reopens() -> None:
    issue.given(*WAITING).when(_rate(2)).then(IssueRated(issue_id=ID, stars=2), _reopened(1))


def test_what_is_reopened_is_signed_again_by_its_department_and_not_returned() -> None:
    reopened = [*WAITING, _bad(), _reopened(1)]

    issue.given(*reopened).when(Sign(ID, _given(PLANNING))).then(SIGNED)
    issue.given(*reopened).when(Answer(ID, _given(PLANNING), "已增容")).refused("issue_assigned")
    issue.given(*reopened).when(Return(ID, _given(PLANNING), "应由供电公司办理")).refused("issue_reopened")
    issue.given(*reopened, SIGNED).when(Answer(ID, _given(PLANNING), "已增容")).then(ANSWERED)


def test_the_third_bad_rating_closes_for_good() -> None:
    often = [*WAITING, _bad(), _reopened(1), SIGNED, ANSWERED, _bad(), _reopened(2), SIGNED, ANSWERED]

    issue.given(*often).when(_rate(1)).then(
        IssueRated(issue_id=ID, stars=1), IssueClosed(issue_id=ID, by=ClosedBy.EXHAUSTED)
    )


def test_only_the_issue_s_enterprise_rates() -> None:
    issue.given(*WAITING).when(_rate(5, STRANGER)).refused("not_yours")
    issue.given(*WAITING).when(_rate(5, PLANNING)).refused("not_yours")


def test_unrated_it_closes_once_the_last_day_to_rate_is_closed() -> None:
    issue.given(*WAITING).when(CloseUnrated(ID, RATE_BY - timedelta(days=1))).then()
    issue.given(*WAITING).when(CloseUnrated(ID, RATE_BY)).then(CLOSED_UNRATED)


@pytest.mark.parametrize(
    "given", [[], [RAISED], IN_HAND, (*WAITING, _bad(), _reopened(1)), (*WAITING, CLOSED_UNRATED)]
)
def test_nothing_else_closes_unrated(given: Sequence[Fact]) -> None:
    issue.given(*given).when(CloseUnrated(ID, date(2030, 1, 1))).then()


def test_a_rating_after_the_last_day_is_too_late_whether_the_day_was_closed_or_not() -> None:
    late = _rate(5, at=datetime(2026, 2, 25, 0, 0, tzinfo=AT.tzinfo))

    issue.given(*WAITING).when(late).refused("rating_over")
    issue.given(*WAITING, CLOSED_UNRATED).when(late).refused("rating_over")


@pytest.mark.parametrize("stars", [1, 4])
def test_a_rating_in_time_counts_although_it_is_entered_after_the_closing(stars: int) -> None:
    in_time = _rate(stars, at=datetime(2026, 2, 24, 23, 59, tzinfo=AT.tzinfo))

    assert (
        issue.given(*WAITING, CLOSED_UNRATED).when(in_time).facts == issue.given(*WAITING).when(in_time).facts
    )


ENDS = {
    "issue_declined": (RAISED, DECLINED),
    "issue_closed": (*WAITING, IssueRated(issue_id=ID, stars=5), IssueClosed(issue_id=ID, by=ClosedBy.RATED)),
}


@pytest.mark.parametrize(
    "command",
    [
        Accept(ID, _given(DISPATCHER)),
        Decline(ID, _given(DISPATCHER), "重复"),
        _assign(),
    ],
)
@pytest.mark.parametrize("code", ENDS)
def test_an_end_is_an_end(code: str, command: AnyAct) -> None:
    issue.given(*ENDS[code]).when(command).refused(code)


def test_a_closed_issue_is_neither_handled_nor_rated_again() -> None:
    closed = ENDS["issue_closed"]

    for command in (Sign(ID, _given(PLANNING)), Answer(ID, _given(PLANNING), "再答"), _rate(5)):
        issue.given(*closed).when(command).refused("issue_closed")


def test_of_what_was_never_raised_there_is_nothing_to_do() -> None:
    issue.when(Accept(ID, _given(DISPATCHER))).refused("no_issue")
    assert permitted_acts(IssueDecider().initial(), DISPATCHER, AT) == ()


def test_what_may_be_done_is_named_in_the_order_of_the_loop() -> None:
    issues, everyone = (
        IssueDecider(),
        Actor(dispatches=True, departments=frozenset({"planning"}), enterprises=frozenset({"E1"})),
    )
    state, seen = issues.initial(), []
    for fact in WAITING:
        state = issues.evolve(state, fact)
        seen.append(permitted_acts(state, everyone, AT))

    assert seen == [
        (Act.ACCEPT, Act.DECLINE),
        (Act.ASSIGN,),
        (Act.SIGN, Act.RETURN),
        (Act.ANSWER,),
        (Act.RATE,),
    ]
