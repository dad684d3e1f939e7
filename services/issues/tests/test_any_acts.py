"""Whatever anyone does in whatever order: the state machine holds, and permitted acts are what commands accept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from services.issues.tests.test_decider import CALENDAR, ID, RAISED, RULES, issue

from zhouqi.events import Fact
from zhouqi.events.contracts.issues import IssueAnswered, IssueClosed, IssueReopened
from zhouqi.issues.issue.commands import (
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
from zhouqi.issues.workflow.permitted_acts import Act, Actor, permitted_acts

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
def test_the_state_machine_holds_and_permitted_acts_agree_with_what_is_accepted(
    steps: list[tuple[Act | None, Actor, int, int, str]],
) -> None:
    case = issue.given(RAISED)
    facts: list[Fact] = [RAISED]
    at = BEGIN
    for act, actor, hours, stars, department in steps:
        at += timedelta(hours=hours)
        if act is None:
            tried = case.when(CloseUnrated(ID, at.date()))
        else:
            circumstances = Circumstances(actor, at, RULES, CALENDAR)
            tried = case.when(MAKE[act](circumstances, stars, department))
            accepted = tried.rejection is None and tried.facts != []
            assert accepted == (act in permitted_acts(case.state, actor, at))
        if tried.rejection is not None:
            continue
        case = tried
        for fact in tried.facts:
            assert fact.type() in FOLLOWS[facts[-1].type()]
            facts.append(fact)
    _check_whole(facts)


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
