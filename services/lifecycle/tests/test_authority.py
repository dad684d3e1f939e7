"""Whose act it is, by who leads the project and who owns the milestone."""

from __future__ import annotations

from uuid import UUID

import pytest

from zhouqi.events.contracts.lifecycle import Act
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.lifecycle import rules
from zhouqi.lifecycle.entries.authority import may_ask, may_decide
from zhouqi.lifecycle.requests.request import Request
from zhouqi.service.identity import accounts
from zhouqi.service.identity.identity import Identity

RULES = rules.rule_book().editions[0]
_ACCOUNTS = accounts.load()
AGENT = next(one.id for one in _ACCOUNTS.all if "agent" in one.roles)
TOWNSHIP = next(one.id for one in _ACCOUNTS.all if "township" in one.roles)


def account(name: str) -> Identity:
    found = _ACCOUNTS.find(name)
    assert found is not None
    return found.identity


@pytest.mark.parametrize(
    ("name", "act", "milestone", "may"),
    [
        ("department-commerce", Act.EXTENSION, Milestone.STARTED, True),
        ("department-construction", Act.EXTENSION, Milestone.STARTED, True),
        ("department-tax", Act.EXTENSION, Milestone.STARTED, False),
        ("department-statistics", Act.EXTENSION, Milestone.STARTED, False),
        ("department-statistics", Act.REPORT, Milestone.SCALED, True),
        ("department-commerce", Act.TERMINATION, None, True),
        ("department-market", Act.TERMINATION, None, False),
        ("department-market", Act.TAKE_BACK_TERMINATION, None, False),
        ("dispatcher", Act.EXTENSION, Milestone.STARTED, False),
        ("leader", Act.REPORT, Milestone.STARTED, False),
        (AGENT, Act.REPORT, Milestone.STARTED, True),
        (AGENT, Act.EXTENSION, Milestone.STARTED, False),
        (TOWNSHIP, Act.REPORT, Milestone.STARTED, True),
    ],
)
def test_a_department_acts_on_what_it_leads_or_owns(
    name: str, act: Act, milestone: Milestone | None, *, may: bool
) -> None:
    assert may_ask(account(name), act, milestone, "commerce", AGENT, RULES) is may


def test_a_project_s_agent_reports_and_no_other_does() -> None:
    report = (Act.REPORT, Milestone.STARTED, "commerce")

    assert not may_ask(account(AGENT), *report, "agent-of-others", RULES)
    assert may_ask(account(AGENT), *report, None, RULES)


@pytest.mark.parametrize(
    ("name", "act", "by", "may"),
    [
        ("department-construction", Act.REPORT, AGENT, True),
        ("department-commerce", Act.REPORT, AGENT, False),
        ("dispatcher", Act.REPORT, "department-construction", True),
        ("department-construction", Act.REPORT, "department-construction", False),
        ("department-commerce", Act.EXTENSION, "department-construction", True),
        ("department-tax", Act.EXTENSION, "department-construction", False),
        ("leader", Act.EXTENSION, "department-construction", False),
    ],
)
def test_another_account_decides_one_that_is_concerned(name: str, act: Act, by: str, *, may: bool) -> None:
    request = Request(id=UUID(int=1), act=act, account=by, document="D-1", milestone=Milestone.STARTED)

    assert may_decide(account(name), request, "commerce", RULES) is may
