"""The closed loop over HTTP, from the first word to the end."""

from datetime import date, datetime
from uuid import UUID

import pytest
from services.issues.tests.people import People

from tests.county import OWN, OWN_ACCOUNT, TINGLAN, record_withdrawn
from tests.county.kit import County, types
from zhouqi.events.contracts.issues import ClosedBy, IssueAssigned, IssueClosed, IssueRaised

AGENT = f"agent-{TINGLAN}-1"
EVERYONE = ("dispatcher", "department-planning", OWN_ACCOUNT)
BODIES: dict[str, dict[str, object]] = {
    "accept": {},
    "decline": {"reason": "不属本县事权"},
    "assign": {"department": "planning"},
    "sign": {},
    "return": {"reason": "应由供电公司办理"},
    "answer": {"answer": "指标已列入第四季度计划。"},
    "rate": {"stars": 4},
}
WHO = {
    "accept": "dispatcher",
    "decline": "dispatcher",
    "assign": "dispatcher",
    "sign": "department-planning",
    "return": "department-planning",
    "answer": "department-planning",
    "rate": OWN_ACCOUNT,
}
WAY = ("accept", "assign", "sign", "answer", "rate")
STATES = {
    "raised": ((), {"accept", "decline"}),
    "accepted": (WAY[:1], {"assign"}),
    "declined": (("decline",), set[str]()),
    "assigned": (WAY[:2], {"sign", "return"}),
    "signed": (WAY[:3], {"answer"}),
    "answered": (WAY[:4], {"rate"}),
    "closed": (WAY, set[str]()),
}
"""State -> the acts that lead there, and those that it admits."""


def _led(people: People, acts: tuple[str, ...]) -> UUID:
    """An issue of the enterprise that went through ``acts``."""
    issue = people.raised(OWN_ACCOUNT)
    for act in acts:
        people.did(WHO[act], act, issue, **BODIES[act])
    return issue


def test_an_issue_goes_from_raised_to_closed(county: County, people: People) -> None:
    project = county.register("P1")
    issue = people.raised(AGENT, project_id=str(project))

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


def test_events_say_who_acted_and_what_caused_them(county: County, people: People) -> None:
    issue = people.raised(OWN_ACCOUNT)
    people.did("dispatcher", "accept", issue)

    events = county.decided(f"issue/{issue}")

    assert [event.actor for event in events] == [OWN_ACCOUNT, "dispatcher"]


def test_an_agent_raises_for_a_project_of_its_township(county: County, people: People) -> None:
    project = county.register("P1")

    issue = people.raised(AGENT, project_id=str(project))

    (fact,) = county.facts(f"issue/{issue}")
    assert isinstance(fact, IssueRaised)
    assert (fact.project_id, fact.township, fact.enterprise, fact.by_agent) == (project, TINGLAN, OWN, True)


@pytest.mark.usefixtures("county")
def test_an_enterprise_raises_for_itself(county: County, people: People) -> None:
    issue = people.raised(OWN_ACCOUNT)

    (fact,) = county.facts(f"issue/{issue}")
    assert isinstance(fact, IssueRaised)
    assert (fact.project_id, fact.township, fact.enterprise, fact.by_agent) == (None, TINGLAN, OWN, False)


def test_an_agent_has_to_name_a_project(people: People) -> None:
    answer = people.raise_(AGENT)

    assert (answer.status_code, answer.json()["code"]) == (422, "project-required")


def test_a_withdrawn_project_has_no_issues(county: County, people: People) -> None:
    project = county.register("P1")
    county.happen(record_withdrawn("record/project/approval-P1"))

    answer = people.raise_(AGENT, project_id=str(project))

    assert (answer.status_code, answer.json()["code"]) == (409, "project-withdrawn")


def test_every_state_admits_its_acts_and_refuses_all_others(
    people: People, subtests: pytest.Subtests
) -> None:
    for state, (acts, admitted) in STATES.items():
        issue = _led(people, acts)
        told = {act for account in EVERYONE for act in _acts(people, account, issue)}
        assert told == admitted
        for act in BODIES.keys() - admitted:
            with subtests.test(state=state, act=act):
                answer = people.does(WHO[act], act, issue, **BODIES[act])
                # A department has nothing to do with an issue before it is assigned.
                unseen = WHO[act].startswith("department") and state in ("raised", "accepted", "declined")
                assert answer.status_code == (404 if unseen else 409)
                if not unseen:
                    assert answer.json()["code"] == f"issue-{state}"
        for act in admitted:
            with subtests.test(state=state, act=act):
                people.did(WHO[act], act, _led(people, acts), **BODIES[act])


def test_what_one_may_do_is_one_s_own_part(people: People) -> None:
    issue = _led(people, WAY[:2])

    assert _acts(people, "dispatcher", issue) == []
    assert _acts(people, "department-planning", issue) == ["sign", "return"]
    assert _acts(people, OWN_ACCOUNT, issue) == []
    assert _acts(people, "leader", issue) == []


def test_a_bad_rating_has_it_done_again_twice(county: County, people: People) -> None:
    issue = _led(people, WAY[:4])
    for _ in range(2):
        people.did(OWN_ACCOUNT, "rate", issue, stars=1)
        assert people.may("department-planning", issue).json()["acts"] == ["sign"]
        people.did("department-planning", "sign", issue)
        people.did("department-planning", "answer", issue, answer="已重新办理。")

    people.did(OWN_ACCOUNT, "rate", issue, stars=2)

    assert county.facts(f"issue/{issue}")[-1] == IssueClosed(issue_id=issue, by=ClosedBy.EXHAUSTED)


def test_a_returned_issue_can_go_to_another_department(people: People) -> None:
    issue = _led(people, ("accept", "assign", "return"))

    assert people.may("department-planning", issue).status_code == 404
    people.did("dispatcher", "assign", issue, department="tax")
    people.did("department-tax", "sign", issue)


def test_a_department_that_there_is_not_gets_nothing(people: People) -> None:
    answer = people.does("dispatcher", "assign", _led(people, WAY[:1]), department="weather")

    assert (answer.status_code, answer.json()["code"]) == (409, "department-unknown")
    assert answer.json()["title"] == "没有部门 weather"


def test_an_issue_that_there_is_not_is_not_found(people: People) -> None:
    nothing = UUID(int=1)

    assert people.may("leader", nothing).status_code == 404
    assert people.does("dispatcher", "accept", nothing).status_code == 404


@pytest.mark.parametrize("act", ["decline", "return", "answer", "rate"])
@pytest.mark.parametrize("text", ["请联系 13800138000", "发到 someone@example.com"])
def test_personal_data_never_enters(county: County, people: People, act: str, text: str) -> None:
    before = next(acts for acts, admitted in STATES.values() if act in admitted)
    issue = _led(people, before)
    field = {"decline": "reason", "return": "reason", "answer": "answer", "rate": "remark"}[act]
    had = len(county.decided(f"issue/{issue}"))

    answer = people.does(WHO[act], act, issue, **{**BODIES[act], field: text})

    assert (answer.status_code, answer.json()["code"]) == (422, "personal-data")
    assert answer.json()["field"] == field
    assert len(county.decided(f"issue/{issue}")) == had


@pytest.mark.parametrize(
    ("act", "field", "text", "least"),
    [
        ("answer", "answer", "好的", 4),
        ("answer", "answer", "好的。好的！好的", 4),
        ("answer", "answer", "……——！", 4),
        ("return", "reason", "x", 2),
        ("decline", "reason", "。。", 2),
    ],
)
def test_words_that_say_nothing_end_nothing(
    county: County, people: People, act: str, field: str, text: str, least: int
) -> None:
    issue = _led(people, next(acts for acts, admitted in STATES.values() if act in admitted))
    had = len(county.decided(f"issue/{issue}"))

    answer = people.does(WHO[act], act, issue, **{field: text})

    assert (answer.status_code, answer.json()["code"]) == (409, "says-too-little")
    assert answer.json()["values"] == {"least": str(least)}
    assert len(county.decided(f"issue/{issue}")) == had


def test_what_is_raised_is_kept_as_it_is_read(county: County, people: People) -> None:
    issue = people.raised(
        OWN_ACCOUNT, title=" 丙\u200b地块\u202e用电\u202c\n ", description="甲。 \r\n\n\n乙\u2060。"
    )

    (raised,) = county.facts(f"issue/{issue}")
    assert isinstance(raised, IssueRaised)
    assert (raised.title, raised.description) == ("丙地块用电", "甲。\n\n乙。")


def test_a_department_does_not_say_that_it_answered_before_today(county: County, people: People) -> None:
    issue = _led(people, WAY[:3])
    dated = {
        "occurred_at": "2026-10-27T09:00:00+08:00",
        "late_reason": "补录",
        "late_document": "澄环〔2026〕3号",
    }
    headers = {**people.headers("department-planning"), "Idempotency-Key": "dated"}

    answer = people.client.post(
        f"/api/issues/issues/{issue}/answer", json={**BODIES["answer"], **dated}, headers=headers
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert types(county.facts(f"issue/{issue}"))[-1] == "IssueSigned"


@pytest.mark.parametrize("field", ["title", "description"])
def test_personal_data_is_not_raised(people: People, field: str) -> None:
    answer = people.raise_(OWN_ACCOUNT, **{field: "身份证11010519491231002X"})

    assert (answer.status_code, answer.json()["found"]) == (422, "identity")


@pytest.mark.parametrize(
    "body",
    [
        {"title": ""},
        {"title": "   "},
        {"title": "长" * 101},
        {"description": "长" * 2001},
        {"category": "weather"},
        {"occurred_at": datetime(2026, 10, 29, 9, 0).isoformat()},  # noqa: DTZ001 - without a zone
        {"enterprise": OWN},
    ],
)
def test_a_form_that_is_not_right_is_refused(people: People, body: dict[str, object]) -> None:
    assert people.raise_(OWN_ACCOUNT, **body).status_code == 422


def _acts(people: People, account: str, issue: UUID) -> list[str]:
    answer = people.may(account, issue)
    return list(answer.json()["acts"]) if answer.status_code == 200 else []
