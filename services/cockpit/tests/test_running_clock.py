"""Which clock runs on an issue follows from where it stands and from the days that are known."""

from datetime import date

import pytest

from zhouqi.cockpit.issues.schemas import AwaitedAct, Clock, IssueState, running_clock

SIGN, ANSWER, RATE = (date(2026, 11, day) for day in (2, 6, 11))


@pytest.mark.parametrize(
    ("state", "clock"),
    [
        (IssueState.RAISED, None),
        (IssueState.ACCEPTED, None),
        (IssueState.DECLINED, None),
        (IssueState.ASSIGNED, Clock(act=AwaitedAct.SIGN, by=SIGN)),
        (IssueState.SIGNED, Clock(act=AwaitedAct.ANSWER, by=ANSWER)),
        (IssueState.ANSWERED, Clock(act=AwaitedAct.RATE, by=RATE)),
        (IssueState.CLOSED, None),
    ],
)
def test_the_clock_that_runs_follows_the_state(state: IssueState, clock: Clock | None) -> None:
    assert running_clock(state, SIGN, ANSWER, RATE) == clock


def test_a_reopened_issue_is_to_be_answered_by_its_day_whenever_it_is_signed() -> None:
    assert running_clock(IssueState.ASSIGNED, None, ANSWER) == Clock(act=AwaitedAct.ANSWER, by=ANSWER)


@pytest.mark.parametrize("state", [IssueState.ASSIGNED, IssueState.SIGNED, IssueState.ANSWERED])
def test_no_clock_runs_without_a_day(state: IssueState) -> None:
    assert running_clock(state, None, None) is None
