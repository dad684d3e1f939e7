"""A request may come twice, a form may be stale, and what happened may be entered late."""

from datetime import timedelta

from services.issues.tests.conftest import NOW
from services.issues.tests.people import People, Sent

from tests.county import OWN_ACCOUNT, TINGLAN, record_withdrawn
from tests.county.kit import County
from zhouqi.events.contracts.issues import IssueAssigned, IssueEnteredLate

DAY = timedelta(days=1)


def test_a_repeated_request_is_answered_alike_and_done_once(county: County, people: People) -> None:
    project = county.register("P1")
    agent = f"agent-{TINGLAN}-1"

    first = people.raise_(agent, Sent("once"), project_id=str(project))
    again = people.raise_(agent, Sent("once"), project_id=str(project))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert len(county.decided(first.json()["stream"])) == 1


def test_a_repeat_is_answered_although_things_have_moved_on(county: County, people: People) -> None:
    project = county.register("P1")
    agent = f"agent-{TINGLAN}-1"
    first = people.raise_(agent, Sent("once"), project_id=str(project))
    county.happen(record_withdrawn("record/project/approval-P1"))

    assert people.raise_(agent, Sent("once"), project_id=str(project)).json() == first.json()


def test_a_repeat_is_answered_although_the_issue_is_one_s_own_no_more(people: People) -> None:
    issue = people.raised(OWN_ACCOUNT)
    people.did("dispatcher", "accept", issue)
    people.did("dispatcher", "assign", issue, department="planning")
    first = people.does("department-planning", "return", issue, Sent("once", 3), reason="重复")

    again = people.does("department-planning", "return", issue, Sent("once", 3), reason="重复")

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert people.does("department-planning", "return", issue, reason="重复").status_code == 404


def test_a_key_is_good_for_one_request_alone(people: People) -> None:
    people.raise_(OWN_ACCOUNT, Sent("once"))

    other = people.raise_(OWN_ACCOUNT, Sent("once"), title="用电增容")

    assert (other.status_code, other.json()["code"]) == (409, "idempotency-key-reused")


def test_two_accounts_may_use_the_same_key(people: People) -> None:
    issue = people.raised(OWN_ACCOUNT, Sent("k"))

    assert people.does("dispatcher", "accept", issue, Sent("k")).status_code == 200


def test_a_stale_form_is_refused_with_how_things_stand(people: People) -> None:
    issue = people.raised(OWN_ACCOUNT)
    people.did("dispatcher", "accept", issue)

    answer = people.does("dispatcher", "decline", issue, Sent(if_match=1), reason="重复")

    assert (answer.status_code, answer.json()["code"]) == (412, "stale")
    assert answer.json()["current"] == {
        "stream": f"issue/{issue}",
        "sequence": 2,
        "state": "accepted",
        "acts": ["assign"],
    }
    assert answer.headers["etag"] == '"2"'


def test_a_fresh_form_is_accepted(people: People) -> None:
    issue = people.raised(OWN_ACCOUNT)

    told = people.may("dispatcher", issue)
    answer = people.does("dispatcher", "accept", issue, Sent(if_match=told.json()["sequence"]))

    assert answer.status_code == 200
    assert told.headers["etag"] == '"1"'
    assert answer.headers["etag"] == '"2"'
    assert answer.json() == {"stream": f"issue/{issue}", "sequence": 2}


def test_what_happened_earlier_can_be_entered_late_in_order(county: County, people: People) -> None:
    issue = people.raised(OWN_ACCOUNT, occurred_at=_at(3))
    people.did("dispatcher", "accept", issue, occurred_at=_at(2))

    decided = county.decided(f"issue/{issue}")
    assert [(event.type, NOW - event.occurred_at) for event in decided] == [
        ("IssueEnteredLate", 3 * DAY),
        ("IssueRaised", 3 * DAY),
        ("IssueEnteredLate", 2 * DAY),
        ("IssueAccepted", 2 * DAY),
    ]
    assert [event.actor for event in decided] == [OWN_ACCOUNT] * 2 + ["dispatcher"] * 2


def test_what_the_dispatcher_enters_late_runs_its_terms_from_its_entry(
    county: County, people: People
) -> None:
    issue = people.raised(OWN_ACCOUNT, occurred_at=_at(20))
    people.did("dispatcher", "accept", issue, occurred_at=_at(20))
    late = {"occurred_at": _at(10), "late_reason": "出差", "late_document": "澄经信〔2026〕58号"}

    own = {**people.headers("dispatcher"), "Idempotency-Key": "own"}
    answer = people.client.post(
        f"/api/issues/issues/{issue}/assign", json={"department": "planning", **late}, headers=own
    )

    assert answer.status_code == 200, answer.text
    entered, assigned = county.facts(f"issue/{issue}")[-2:]
    assert isinstance(entered, IssueEnteredLate)
    assert (entered.account, entered.reason, entered.takeover) == ("dispatcher", "出差", False)
    assert (entered.occurred_at, entered.entered_at) == (NOW - 10 * DAY, NOW)
    assert isinstance(assigned, IssueAssigned)
    assert assigned.sign_by > NOW.date(), "the department has its whole time from now on"


def test_late_entry_is_refused_out_of_order(people: People) -> None:
    issue = people.raised(OWN_ACCOUNT, occurred_at=_at(3))
    people.did("dispatcher", "accept", issue, occurred_at=_at(2))

    answer = people.does("dispatcher", "assign", issue, department="planning", occurred_at=_at(2.5))

    assert (answer.status_code, answer.json()["code"]) == (409, "before-last")


def test_nothing_happens_in_the_future(people: People) -> None:
    answer = people.raise_(OWN_ACCOUNT, occurred_at=_at(-0.001))

    assert (answer.status_code, answer.json()["code"]) == (422, "in-future")


def test_every_post_needs_a_key(people: People) -> None:
    issue = people.raised(OWN_ACCOUNT)

    answer = people.client.post(
        f"/api/issues/issues/{issue}/accept", json={}, headers=people.headers("dispatcher")
    )

    assert answer.status_code == 400


def _at(days_ago: float) -> str:
    return (NOW - days_ago * DAY).isoformat()
