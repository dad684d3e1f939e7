"""The specification that all deciders' tests are written in can fail."""

from __future__ import annotations

import pytest
from libs.events.tests.sample import Accounts, Added, State

from tests.deciding import DeciderSpec
from zhouqi.events import Rejected

account = DeciderSpec(Accounts())


def test_commands_follow_one_another_from_what_was_given() -> None:
    case = account.given(Added(number=2)).when(3, 0, 4)

    assert case.state == State(9)
    assert (case.facts, case.history) == ([Added(number=4)], [Added(number=3), Added(number=4)])


def test_other_facts_or_none_fail() -> None:
    account.when(3).then(Added(number=3))
    for facts in ((), (Added(number=4),), (Added(number=3), Added(number=3))):
        with pytest.raises(AssertionError):
            account.when(3).then(*facts)


def test_what_is_accepted_or_refused_for_another_reason_fails_as_a_refusal() -> None:
    account.when(-1).refused("negative")
    with pytest.raises(AssertionError):
        account.when(3).refused("negative")
    with pytest.raises(AssertionError):
        account.when(-1).refused("too_large")


def test_nothing_follows_a_refusal() -> None:
    for go_on in (
        lambda: account.when(-1).then(),
        lambda: account.when(-1, 3),
        lambda: account.when(-1).state,
    ):
        with pytest.raises(Rejected):
            go_on()
