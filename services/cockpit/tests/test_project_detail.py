"""One project: its facts, its plan, why it is stuck, and its trail."""

from datetime import date

from fastapi.testclient import TestClient
from services.cockpit.tests.county import County, Filed

from tests.served import As

URL = "/api/cockpit/projects"


def test_a_project_has_what_was_filed_and_what_is_planned(
    client: TestClient, county: County, as_: As
) -> None:
    project = Filed("P1")
    county.file(project)

    found = client.get(f"{URL}/{project.id}", headers=as_("leader")).json()

    assert (found["filed_start"], found["filed_completion"]) == ("2026-03-01", "2028-06-30")
    assert [one["milestone"] for one in found["milestones"]] == [
        "signed",
        "land",
        "started",
        "completed",
        "in_production",
        "scaled",
        "full_capacity",
    ]
    assert [one["due"] for one in found["milestones"] if one["due"]] == ["2026-03-01", "2028-06-30"]
    assert not any(one["reached"] for one in found["milestones"])
    assert found["stuck_streams"] == []
    assert found["today"]


def test_a_stuck_project_says_why_and_keeps_what_worked(client: TestClient, county: County, as_: As) -> None:
    project = Filed("P1")
    county.file(project)
    county.damage(project)
    county.file(project.revised(investment="99"))

    found = client.get(f"{URL}/{project.id}", headers=as_("leader")).json()

    assert found["stuck"]
    assert found["investment"] == "12000.5"
    (stuck,) = found["stuck_streams"]
    assert (stuck["stream"], stuck["cause"], stuck["sequence"]) == (project.record, "fold", 1)
    assert "sequence 2" in stuck["detail"]


def test_the_trail_shows_every_event_down_to_its_data(client: TestClient, county: County, as_: As) -> None:
    project = Filed("P1")
    county.file(project)
    county.file(project.revised(investment="15000", start=date(2026, 5, 1)))

    trail = client.get(f"{URL}/{project.id}/trail", headers=as_("leader")).json()

    assert trail["total"] == 6
    assert [event["type"] for event in trail["items"]] == [
        "MilestonePlanned",
        "MilestonePlanned",
        "ProjectRegistered",
        "MilestonePlanned",
        "MilestonePlanned",
        "ProjectRegistered",
    ]
    revision = trail["items"][2]
    assert (revision["stream"], revision["sequence"], revision["source"]) == (project.record, 2, "ingest")
    assert revision["data"]["total_investment"] == "15000"
    assert trail["items"][0]["source"] == "lifecycle"


def test_a_trail_has_pages(client: TestClient, county: County, as_: As) -> None:
    project = Filed("P1")
    for investment in range(5):
        county.file(project.revised(investment=str(investment)))
    url = f"{URL}/{project.id}/trail"

    page = client.get(url, params={"limit": 4}, headers=as_("leader")).json()
    positions = [event["position"] for event in page["items"]]
    while page["next"]:
        page = client.get(url, params={"limit": 4, "cursor": page["next"]}, headers=as_("leader")).json()
        positions += [event["position"] for event in page["items"]]

    assert len(positions) == 15
    assert positions == sorted(positions, reverse=True)


def test_another_projects_cursor_is_refused(client: TestClient, county: County, as_: As) -> None:
    one, other = Filed("P1"), Filed("P2")
    county.file(one, other)
    page = client.get(f"{URL}/{one.id}/trail", params={"limit": 1}, headers=as_("leader")).json()

    answer = client.get(f"{URL}/{other.id}/trail", params={"cursor": page["next"]}, headers=as_("leader"))

    assert (answer.status_code, answer.json()["code"]) == (400, "cursor-invalid")


def test_an_unknown_project_does_not_exist(client: TestClient, as_: As) -> None:
    answer = client.get(f"{URL}/00000000-0000-0000-0000-000000000000", headers=as_("leader"))

    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert answer.json()["trace"] == answer.headers["x-trace"]
