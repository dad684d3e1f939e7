"""The closed loop over HTTP, from the first word to the end."""

from datetime import date

from services.issues.tests.county import OWN_ACCOUNT, TINGLAN, County, types
from services.issues.tests.people import People

from zhouqi.events.contracts.issues import ClosedBy, IssueAssigned, IssueClosed


def test_an_issue_goes_from_raised_to_closed(county: County, people: People) -> None:
    project = county.register("P1")
    issue = people.raised(f"agent-{TINGLAN}-1", project_id=str(project))

    people.did("dispatcher", "accept", issue)
    people.did("dispatcher", "assign", issue, department="planning")
    people.did("department-planning", "sign", issue)
    people.did("department-planning", "answer", issue, answer="指标已列入第四季度计划。")
    people.did(OWN_ACCOUNT, "rate", issue, stars=4, remark="清楚")

    facts = county.facts(f"issue/{issue}")
    assert types(facts) == [
        "IssueRaised",
        "IssueAccepted",
        "IssueAssigned",
        "IssueSigned",
        "IssueAnswered",
        "IssueRated",
        "IssueClosed",
    ]
    assert facts[2] == IssueAssigned(
        issue_id=issue,
        department="planning",
        sign_by=date(2026, 11, 2),
        answer_by=date(2026, 11, 20),
        provisional=False,
        rules="2021-1",
    )
    assert facts[-1] == IssueClosed(issue_id=issue, by=ClosedBy.RATED)
