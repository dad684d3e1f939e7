"""What the aggregate decides: given what happened, when someone acts, then these facts or a refusal."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from services.issues.tests.county import HOLIDAYS_2026, WORKDAYS_2026

from zhouqi.events import Fact, Rejected
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
from zhouqi.issues import rules
from zhouqi.issues.acts import Act, Actor, acts
from zhouqi.issues.calendar import Calendar, Year
from zhouqi.issues.commands import (
    Accept,
    Answer,
    AnyAct,
    Assign,
    Circumstances,
    CloseUnrated,
    Decline,
    IssueCommand,
    Raise,
    Rate,
    Return,
    Sign,
)
from zhouqi.issues.issue import Issues

ID = UUID(int=7)
AT = datetime(2026, 2, 12, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
RATE_BY = date(2026, 2, 24)
"""Three working days after the answer: Friday, a Saturday that is worked, and the first day after the holiday."""
CALENDAR = Calendar(
    {2026: Year(provisional=False, holidays=frozenset(HOLIDAYS_2026), workdays=frozenset(WORKDAYS_2026))}
)
RULES = rules.load().on(AT.date())
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
ANSWERED = IssueAnswered(issue_id=ID, answer="已增容", rate_by=RATE_BY)
CLOSED_UNRATED = IssueClosed(issue_id=ID, by=ClosedBy.UNRATED)
IN_HAND = (RAISED, ACCEPTED, ASSIGNED, SIGNED)
WAITING = (*IN_HAND, ANSWERED)


def _given(actor: Actor, at: datetime = AT) -> Circumstances:
    return Circumstances(actor, at, RULES, CALENDAR)


def _assign(actor: Actor = DISPATCHER, department: str = "planning", at: datetime = AT) -> Assign:
    return Assign(ID, _given(actor, at), department, frozenset({"planning", "tax"}))


def _rate(stars: int, actor: Actor = ENTERPRISE, at: datetime = AT) -> Rate:
    return Rate(ID, _given(actor, at), stars, None)


def _then(given: Sequence[Fact], command: IssueCommand) -> list[Fact]:
    issues = Issues()
    state = issues.initial()
    for fact in given:
        state = issues.evolve(state, fact)
    return list(issues.decide(command, state))


def _refused(given: Sequence[Fact], command: IssueCommand) -> str:
    with pytest.raises(Rejected) as refused:
        _then(given, command)
    return refused.value.code


def _reopened(times: int) -> Fact:
    return IssueReopened(issue_id=ID, times=times, answer_by=date(2026, 2, 26))


def _bad() -> Fact:
    return IssueRated(issue_id=ID, stars=1)


def test_an_issue_is_raised_once() -> None:
    command = Raise(
        ID, None, "T1", "E1", by_agent=False, category=Category.UTILITIES, title="电", description="不够"
    )

    assert _then([], command) == [RAISED]
    assert _refused([RAISED], command) == "issue_raised"


def test_the_dispatcher_accepts_or_declines_what_is_raised() -> None:
    assert _then([RAISED], Accept(ID, _given(DISPATCHER))) == [ACCEPTED]
    assert _then([RAISED], Decline(ID, _given(DISPATCHER), "不属本县事权")) == [DECLINED]


def test_an_assignment_gives_terms_in_working_days() -> None:
    assert _then([RAISED, ACCEPTED], _assign()) == [ASSIGNED]


def test_an_assignment_after_the_cut_off_starts_on_the_next_working_day() -> None:
    evening = AT.replace(hour=17, minute=1)

    (fact,) = _then([RAISED, ACCEPTED], _assign(at=evening))

    assert fact == ASSIGNED.model_copy(update={"sign_by": date(2026, 2, 14), "answer_by": date(2026, 2, 27)})


def test_terms_that_reach_into_an_unpublished_year_are_provisional() -> None:
    (fact,) = _then([RAISED, ACCEPTED], _assign(at=datetime(2026, 12, 31, 9, tzinfo=AT.tzinfo)))

    assert isinstance(fact, IssueAssigned)
    assert fact.provisional


def test_a_department_that_there_is_not_gets_nothing() -> None:
    assert _refused([RAISED, ACCEPTED], _assign(department="weather")) == "department_unknown"


def test_the_assigned_department_signs_returns_and_answers() -> None:
    assigned = [RAISED, ACCEPTED, ASSIGNED]

    assert _then(assigned, Sign(ID, _given(PLANNING))) == [SIGNED]
    assert _then(assigned, Return(ID, _given(PLANNING), "应由供电公司办理")) == [RETURNED]
    assert _then(IN_HAND, Answer(ID, _given(PLANNING), "已增容")) == [ANSWERED]


def test_another_department_does_not() -> None:
    assert _refused([RAISED, ACCEPTED, ASSIGNED], Sign(ID, _given(TAX))) == "not_yours"
    assert _refused(IN_HAND, Answer(ID, _given(TAX), "已增容")) == "not_yours"


def test_what_is_returned_waits_to_be_assigned_again_and_is_no_one_s() -> None:
    returned = [RAISED, ACCEPTED, ASSIGNED, RETURNED]

    assert _refused(returned, Sign(ID, _given(PLANNING))) == "not_yours"
    assert _then(returned, _assign()) == [ASSIGNED]


def test_a_good_rating_closes() -> None:
    assert _then(WAITING, _rate(3)) == [
        IssueRated(issue_id=ID, stars=3),
        IssueClosed(issue_id=ID, by=ClosedBy.RATED),
    ]


def test_a_bad_rating_reopens() -> None:
    assert _then(WAITING, _rate(2)) == [IssueRated(issue_id=ID, stars=2), _reopened(1)]


def test_what_is_reopened_is_signed_again_by_its_department_and_not_returned() -> None:
    reopened = [*WAITING, _bad(), _reopened(1)]

    assert _then(reopened, Sign(ID, _given(PLANNING))) == [SIGNED]
    assert _refused(reopened, Answer(ID, _given(PLANNING), "已增容")) == "issue_assigned"
    assert _refused(reopened, Return(ID, _given(PLANNING), "应由供电公司办理")) == "issue_reopened"
    assert _then([*reopened, SIGNED], Answer(ID, _given(PLANNING), "已增容")) == [ANSWERED]


def test_the_third_bad_rating_closes_for_good() -> None:
    often = [*WAITING, _bad(), _reopened(1), SIGNED, ANSWERED, _bad(), _reopened(2), SIGNED, ANSWERED]

    assert _then(often, _rate(1)) == [
        IssueRated(issue_id=ID, stars=1),
        IssueClosed(issue_id=ID, by=ClosedBy.EXHAUSTED),
    ]


def test_only_the_issue_s_enterprise_rates() -> None:
    assert _refused(WAITING, _rate(5, STRANGER)) == "not_yours"
    assert _refused(WAITING, _rate(5, PLANNING)) == "not_yours"


def test_unrated_it_closes_once_the_last_day_to_rate_is_closed() -> None:
    assert _then(WAITING, CloseUnrated(ID, RATE_BY - timedelta(days=1))) == []
    assert _then(WAITING, CloseUnrated(ID, RATE_BY)) == [CLOSED_UNRATED]


@pytest.mark.parametrize(
    "given", [[], [RAISED], IN_HAND, (*WAITING, _bad(), _reopened(1)), (*WAITING, CLOSED_UNRATED)]
)
def test_nothing_else_closes_unrated(given: Sequence[Fact]) -> None:
    assert _then(given, CloseUnrated(ID, date(2030, 1, 1))) == []


def test_a_rating_after_the_last_day_is_too_late_whether_the_day_was_closed_or_not() -> None:
    late = _rate(5, at=datetime(2026, 2, 25, 0, 0, tzinfo=AT.tzinfo))

    assert _refused(WAITING, late) == "rating_over"
    assert _refused((*WAITING, CLOSED_UNRATED), late) == "rating_over"


@pytest.mark.parametrize("stars", [1, 4])
def test_a_rating_in_time_counts_although_it_is_entered_after_the_closing(stars: int) -> None:
    in_time = _rate(stars, at=datetime(2026, 2, 24, 23, 59, tzinfo=AT.tzinfo))

    assert _then((*WAITING, CLOSED_UNRATED), in_time) == _then(WAITING, in_time)


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
    assert _refused(ENDS[code], command) == code


def test_a_closed_issue_is_neither_handled_nor_rated_again() -> None:
    closed = ENDS["issue_closed"]

    for command in (Sign(ID, _given(PLANNING)), Answer(ID, _given(PLANNING), "再答"), _rate(5)):
        assert _refused(closed, command) == "issue_closed"


def test_of_what_was_never_raised_there_is_nothing_to_do() -> None:
    assert _refused([], Accept(ID, _given(DISPATCHER))) == "no_issue"
    assert acts(Issues().initial(), DISPATCHER, AT) == ()


def test_what_may_be_done_is_named_in_the_order_of_the_loop() -> None:
    issues, everyone = (
        Issues(),
        Actor(dispatches=True, departments=frozenset({"planning"}), enterprises=frozenset({"E1"})),
    )
    state, seen = issues.initial(), []
    for fact in WAITING:
        state = issues.evolve(state, fact)
        seen.append(acts(state, everyone, AT))

    assert seen == [
        (Act.ACCEPT, Act.DECLINE),
        (Act.ASSIGN,),
        (Act.SIGN, Act.RETURN),
        (Act.ANSWER,),
        (Act.RATE,),
    ]
