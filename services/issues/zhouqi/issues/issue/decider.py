"""The closed loop of an issue: raised, accepted, assigned, signed, answered, rated, closed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import assert_never
from uuid import UUID

from zhouqi.events import Decider, Fact, Rejected
from zhouqi.events.contracts.issues import (
    ClosedBy,
    IssueAccepted,
    IssueAnswered,
    IssueAssigned,
    IssueClosed,
    IssueDeclined,
    IssueEnteredLate,
    IssueRaised,
    IssueRated,
    IssueReopened,
    IssueReturned,
    IssueSigned,
)
from zhouqi.issues.issue.commands import (
    Accept,
    ActCommand,
    Answer,
    AnyAct,
    Assign,
    CloseUnrated,
    Decline,
    IssueCommand,
    Raise,
    Rate,
    Return,
    Sign,
)
from zhouqi.issues.workflow.permitted_acts import refusal
from zhouqi.issues.workflow.state import Issue, State, after
from zhouqi.service.identity.backfill import LateEntry
from zhouqi.service.rules.working_days import Term


class IssueDecider(Decider[Issue, IssueCommand]):
    """Decides the closed loop of each issue."""

    category = "issue"

    def initial(self) -> Issue:
        """Not raised."""
        return Issue()

    def evolve(self, state: Issue, fact: Fact) -> Issue:
        """The issue after ``fact``."""
        return after(state, fact)

    def decide(self, command: IssueCommand, state: Issue) -> Sequence[Fact]:
        """What follows from the command.

        Raises Rejected: ``issue_<state>`` when the state does not admit the act, ``issue_reopened``,
        ``sign_over``, ``not_yours``, ``rating_over``, ``department_unknown``, ``no_issue``.
        """
        match command:
            case Raise():
                return _entered(command.issue_id, command.late, _raised(command, state))
            case CloseUnrated():
                due = state.state is State.ANSWERED and state.rate_by is not None
                if due and state.rate_by is not None and state.rate_by <= command.closed:
                    return [IssueClosed(issue_id=command.issue_id, by=ClosedBy.UNRATED)]
                return ()
            case _:
                refused = refusal(state, command.act, command.given.actor, command.given.at)
                if refused is not None:
                    raise refused
                return _entered(command.issue_id, command.given.late, _done(command, state))


def _entered(issue_id: UUID, late: LateEntry | None, facts: Sequence[Fact]) -> Sequence[Fact]:
    """``facts``, marked first as entered late if they were."""
    return facts if late is None else [IssueEnteredLate(issue_id=issue_id, **asdict(late)), *facts]


def _raised(command: Raise, issue: Issue) -> Sequence[Fact]:
    if issue.state is not None:
        raise Rejected(f"issue_{issue.state.value}")
    return [
        IssueRaised(
            issue_id=command.issue_id,
            project_id=command.project_id,
            township=command.township,
            enterprise=command.enterprise,
            by_agent=command.by_agent,
            category=command.category,
            title=command.title,
            description=command.description,
        )
    ]


def _done(command: AnyAct, issue: Issue) -> Sequence[Fact]:  # noqa: PLR0911 - one for each act
    match command:
        case Accept():
            return [IssueAccepted(issue_id=command.issue_id)]
        case Decline():
            return [IssueDeclined(issue_id=command.issue_id, reason=command.reason)]
        case Assign():
            return [_assigned(command, issue)]
        case Sign():
            return [IssueSigned(issue_id=command.issue_id)]
        case Return():
            return [IssueReturned(issue_id=command.issue_id, reason=command.reason)]
        case Answer():
            rate_by = _term(command, command.given.rules.rate_days)
            return [
                IssueAnswered(
                    issue_id=command.issue_id,
                    answer=command.answer,
                    rate_by=rate_by.day,
                    provisional=rate_by.provisional,
                    rules=command.given.rules.version,
                )
            ]
        case Rate():
            return _rated(command, issue)
    assert_never(command)


def _assigned(command: Assign, issue: Issue) -> Fact:
    if command.department not in command.departments:
        raise Rejected("department_unknown", department=command.department)
    rules = command.given.rules
    sign = _term(command, rules.sign_days)
    answer = _term(command, rules.answer_days[issue.category])
    return IssueAssigned(
        issue_id=command.issue_id,
        department=command.department,
        sign_by=sign.day,
        answer_by=answer.day,
        provisional=sign.provisional or answer.provisional,
        rules=rules.version,
    )


def _rated(command: Rate, issue: Issue) -> Sequence[Fact]:
    rated = IssueRated(issue_id=command.issue_id, stars=command.stars, remark=command.remark)
    if command.stars >= command.given.rules.least_stars:
        return [rated, IssueClosed(issue_id=command.issue_id, by=ClosedBy.RATED)]
    if issue.reopened >= command.given.rules.most_reopenings:
        return [rated, IssueClosed(issue_id=command.issue_id, by=ClosedBy.EXHAUSTED)]
    answer = _term(command, command.given.rules.answer_days[issue.category])
    return [
        rated,
        IssueReopened(
            issue_id=command.issue_id,
            times=issue.reopened + 1,
            answer_by=answer.day,
            provisional=answer.provisional,
            rules=command.given.rules.version,
        ),
    ]


def _term(command: ActCommand, days: int) -> Term:
    given = command.given
    return given.calendar.term(given.at, days, given.rules.cut_off_hour)
