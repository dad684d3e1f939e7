"""Whatever anyone does in whatever order: the state machine holds, and acts are what commands accept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from services.issues.tests.test_issue import CALENDAR, ID, RAISED, RULES

from zhouqi.events import Fact, Rejected
from zhouqi.events.contracts.issues import IssueAnswered, IssueClosed, IssueReopened
from zhouqi.issues.acts import Act, Actor, Issue, acts
from zhouqi.issues.commands import (
    Accept,
    Answer,
    AnyAct,
    Assign,
    Circumstances,
    CloseUnrated,
    Decline,
    Rate,
    Return,
    Sign,
)
from zhouqi.issues.issue import Issues

BEGIN = datetime(2026, 2, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DEPARTMENTS = ("planning", "tax")
FOLLOWS: dict[str, set[str]] = {
    "IssueRaised": {"IssueAccepted", "IssueDeclined"},
    "IssueAccepted": {"IssueAssigned"},
    "IssueDeclined": set(),
    "IssueAssigned": {"IssueSigned", "IssueReturned"},
    "IssueReturned": {"IssueAssigned"},
    "IssueSigned": {"IssueAnswered"},
    "IssueAnswered": {"IssueRated", "IssueClosed"},
    "IssueRated": {"IssueReopened", "IssueClosed"},
    "IssueReopened": {"IssueSigned"},
    "IssueClosed": {"IssueRated"},  # only after a closing without a rating
}
"""What may follow what, written down once more."""

Make = Callable[[Circumstances, int, str], AnyAct]
MAKE: dict[Act, Make] = {
    Act.ACCEPT: lambda given, *_: Accept(ID, given),
    Act.DECLINE: lambda given, *_: Decline(ID, given, "不属本县事权"),
    Act.ASSIGN: lambda given, _stars, department: Assign(ID, given, department, frozenset(DEPARTMENTS)),
    Act.SIGN: lambda given, *_: Sign(ID, given),
    Act.RETURN: lambda given, *_: Return(ID, given, "应由他人办理"),
    Act.ANSWER: lambda given, *_: Answer(ID, given, "已办理"),
    Act.RATE: lambda given, stars, _department: Rate(ID, given, stars, None),
}

_actors = st.builds(
    Actor,
    st.booleans(),
    st.frozensets(st.sampled_from(DEPARTMENTS)),
    st.frozensets(st.sampled_from(["E1", "E2"])),
)
_all = st.just(Actor(dispatches=True, departments=frozenset(DEPARTMENTS), enterprises=frozenset({"E1"})))
_steps = st.lists(
    st.tuples(
        st.sampled_from([*Act, None]),  # None: a day closes
        _actors | _all,
        st.integers(0, 60),  # hours later
        st.integers(1, 5),
        st.sampled_from(DEPARTMENTS),
    ),
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(_steps)
def test_the_state_machine_holds_and_acts_agree_with_what_is_accepted(
    steps: list[tuple[Act | None, Actor, int, int, str]],
) -> None:
    issues = Issues()
    state, happened = issues.evolve(issues.initial(), RAISED), [RAISED.type()]
    facts: list[Fact] = [RAISED]
    at = BEGIN
    for act, actor, hours, stars, department in steps:
        at += timedelta(hours=hours)
        if act is None:
            made = list(issues.decide(CloseUnrated(ID, at.date()), state))
        else:
            made = _decide(
                issues, state, MAKE[act](Circumstances(actor, at, RULES, CALENDAR), stars, department)
            )
            assert bool(made) == (act in acts(state, actor, at))
        for fact in made:
            assert fact.type() in FOLLOWS[happened[-1]]
            happened.append(fact.type())
            facts.append(fact)
            state = issues.evolve(state, fact)
    _check_whole(facts)


def _decide(issues: Issues, state: Issue, command: AnyAct) -> list[Fact]:
    try:
        return list(issues.decide(command, state))
    except Rejected:
        return []


def _check_whole(facts: list[Fact]) -> None:
    """At most two reopenings, numbered; after an end only a rating of an answer that nobody rated."""
    reopened = [fact.times for fact in facts if isinstance(fact, IssueReopened)]
    assert reopened == list(range(1, len(reopened) + 1))
    assert len(reopened) <= RULES.most_reopenings
    closings = [(place, fact) for place, fact in enumerate(facts) if isinstance(fact, IssueClosed)]
    for place, fact in closings:
        assert fact.by == "unrated" or place == len(facts) - 1
    due: list[date] = [fact.rate_by for fact in facts if isinstance(fact, IssueAnswered)]
    assert due == sorted(due)
