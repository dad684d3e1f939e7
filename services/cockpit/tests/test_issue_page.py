"""One issue's page: all that was said of it, its days, its trail, and why it is stuck if it is."""

from datetime import date

from fastapi.testclient import TestClient
from services.cockpit.tests.county import County, Filed
from services.cockpit.tests.happenings import department, enterprise
from services.cockpit.tests.raised import Raised

from tests.county import OWN, TINGLAN
from tests.served import As

URL = "/api/cockpit/issues"


def test_an_issue_has_all_that_was_said(client: TestClient, county: County, as_: As) -> None:
    project, issue = Filed("P1"), Raised("1", project=Filed("P1"))
    county.file(project)
    county.happen(department("tax", "税务局"), enterprise(OWN, "恒盛科技有限公司"))
    county.happen(*issue.done("tax")[:-2], issue.rated(2), issue.reopened(), issue.answered("已再次落实"))

    found = client.get(f"{URL}/{issue.id}", headers=as_("leader")).json()

    assert (found["state"], found["stars"], found["reopened"], found["sequence"]) == ("answered", 2, 1, 8)
    assert (found["answer"], found["remark"]) == ("已再次落实", "感谢")
    assert (found["department"], found["department_name"]) == ("tax", "税务局")
    assert (found["enterprise"], found["enterprise_code"]) == ("恒盛科技有限公司", OWN)
    assert (found["township"], found["township_name"]) == (TINGLAN, "听澜街道")
    assert (found["project_id"], found["project_name"]) == (str(project.id), project.name)
    assert found["answer_by"] == "2026-11-05"
    assert found["description"] == "年度指标不足，影响开工"
    assert not found["stuck"]


def test_a_returned_issue_is_nobodys_until_it_is_assigned_again(
    client: TestClient, county: County, as_: As
) -> None:
    issue = Raised("1")
    county.happen(issue.raised(), issue.accepted(), issue.assigned("tax"), issue.returned())
    url = f"{URL}/{issue.id}"

    found = client.get(url, headers=as_("dispatcher")).json()

    assert (found["state"], found["department"], found["reason"]) == ("accepted", None, "非本部门职责")
    assert client.get(url, headers=as_("department-tax")).status_code == 404
    county.happen(issue.assigned("planning"))
    assert client.get(url, headers=as_("department-planning")).json()["state"] == "assigned"


def test_every_day_that_rests_on_a_provisional_year_says_so(
    client: TestClient, county: County, as_: As
) -> None:
    issue = Raised("provisional")
    county.happen(issue.raised(), issue.accepted(), issue.assigned("tax"), issue.signed())

    def marks() -> tuple[bool, bool]:
        found = client.get(f"{URL}/{issue.id}", headers=as_("leader")).json()
        return found["provisional"], found["rate_provisional"]

    assert marks() == (False, False)
    county.happen(issue.answered(provisional=True))
    assert marks() == (False, True)
    county.happen(issue.rated(1), issue.reopened(provisional=True))
    assert marks() == (True, False)
    row = client.get(URL, headers=as_("leader")).json()["items"][0]
    assert row["provisional"] is True


def test_of_a_version_that_did_not_say_a_day_of_the_next_year_may_be_provisional(
    client: TestClient, county: County, as_: As
) -> None:
    issue = Raised("said nothing")
    county.happen(issue.raised(), issue.accepted(), issue.assigned("tax"), issue.signed(), issue.answered())
    county.happen(issue.rated(1), issue.reopened(answer_by=date(2027, 1, 6)))

    found = client.get(f"{URL}/{issue.id}", headers=as_("leader")).json()

    assert (found["answer_by"], found["provisional"]) == ("2027-01-06", True)


def test_the_trail_shows_every_act_down_to_its_data(client: TestClient, county: County, as_: As) -> None:
    issue = Raised("1")
    county.happen(*issue.done("tax"))

    trail = client.get(f"{URL}/{issue.id}/trail", headers=as_("leader")).json()
    page = client.get(f"{URL}/{issue.id}/trail", params={"limit": 3}, headers=as_("leader")).json()

    assert [event["type"] for event in trail["items"]] == [
        "IssueClosed",
        "IssueRated",
        "IssueAnswered",
        "IssueSigned",
        "IssueAssigned",
        "IssueAccepted",
        "IssueRaised",
    ]
    assert trail["items"][1]["data"]["stars"] == 5
    assert (page["total"], len(page["items"])) == (7, 3)


def test_a_stuck_issue_says_why_and_keeps_what_worked(client: TestClient, county: County, as_: As) -> None:
    issue = Raised("1")
    county.happen(issue.raised(), issue.accepted())
    county.damage_stream(*issue.assigned("tax"))

    found = client.get(f"{URL}/{issue.id}", headers=as_("leader")).json()

    assert (found["state"], found["stuck"]) == ("accepted", True)
    (stuck,) = found["stuck_streams"]
    assert (stuck["stream"], stuck["cause"], stuck["sequence"]) == (issue.stream, "fold", 2)
