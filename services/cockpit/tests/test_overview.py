"""The headline numbers: each is the total of the list that it leads to, for whoever reads it."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from services.cockpit.tests.county import County, Filed
from services.cockpit.tests.happenings import CLOSED, cleared, closed, detected
from services.cockpit.tests.mixed import Mixed, fill

from tests.county import OTHER_ACCOUNT, OWN_ACCOUNT, TINGLAN, WANGYU
from tests.served import As
from zhouqi.events.contracts.warning import Stall

URL = "/api/cockpit"
READERS = (
    "leader",
    "dispatcher",
    "operator",
    "department-tax",
    "department-planning",
    "department-market",
    f"township-{TINGLAN}",
    f"agent-{TINGLAN}-1",
    f"township-{WANGYU}",
    "township-330529400",
    OWN_ACCOUNT,
    OTHER_ACCOUNT,
)


@pytest.fixture
def _mixed(county: County) -> Mixed:
    return fill(county)


def test_an_empty_county_has_no_rates(client: TestClient, as_: As) -> None:
    found = client.get(f"{URL}/overview", headers=as_("leader")).json()

    del found["as_of"]
    assert found == {
        "late": [],
        "projects": 0,
        "connected": 0,
        "applicable": 0,
        "stalls": {"found": 0, "cleared": 0, "clearing_rate": None},
        "issues": {"pushed": 0, "done": 0, "in_progress": 0, "done_rate": None},
        "full_view": 0,
        "lights": {"green": 0, "yellow": 0, "red": 0, "unknown": 0},
        "entered_late": {"issues": 0, "projects": 0},
        "granted_acts": 0,
    }


@pytest.mark.usefixtures("_mixed")
def test_a_leader_sees_the_whole_county(client: TestClient, as_: As) -> None:
    found = client.get(f"{URL}/overview", headers=as_("leader")).json()

    assert found.pop("as_of")
    assert found == {
        "late": [],
        "projects": 6,
        "connected": 5,
        "applicable": 6,
        "stalls": {"found": 3, "cleared": 1, "clearing_rate": 0.333},
        "issues": {"pushed": 7, "done": 2, "in_progress": 5, "done_rate": 0.286},
        "full_view": 1,
        "lights": {"green": 2, "yellow": 1, "red": 2, "unknown": 1},
        "entered_late": {"issues": 0, "projects": 0},
        "granted_acts": 0,
    }


def test_what_the_last_day_was_closed_without_is_named_until_it_comes(
    client: TestClient, county: County, as_: As
) -> None:
    def late() -> object:
        return client.get(f"{URL}/overview", headers=as_("leader")).json()["late"]

    county.happen(closed(CLOSED - timedelta(days=1), late=("tax",)), closed(late=("sales", "tax")))
    assert late() == ["sales", "tax"]

    county.happen(closed(late=("tax",)))
    assert late() == ["tax"]


@pytest.mark.usefixtures("_mixed")
def test_a_department_sees_all_projects_and_the_issues_that_it_has(client: TestClient, as_: As) -> None:
    found = client.get(f"{URL}/overview", headers=as_("department-tax")).json()

    assert (found["projects"], found["stalls"]["found"]) == (6, 3)
    assert found["issues"] == {"pushed": 5, "done": 1, "in_progress": 4, "done_rate": 0.2}


@pytest.mark.usefixtures("_mixed")
def test_every_number_is_the_total_of_its_list(
    client: TestClient, as_: As, subtests: pytest.Subtests
) -> None:
    for account in READERS:
        with subtests.test(account=account):

            def total(what: str, asker: str = account, **asked: Any) -> int:
                page = client.get(f"{URL}/{what}", params=asked, headers=as_(asker)).json()
                assert page["total"] == len(page["items"])
                return int(page["total"])

            read = client.get(f"{URL}/overview", headers=as_(account)).json()
            assert read["projects"] == total("projects")
            assert read["stalls"]["found"] == total("projects", stalled="found")
            assert read["stalls"]["cleared"] == total("projects", stalled="cleared")
            assert read["full_view"] == total("projects", full_view="true")
            for light, count in read["lights"].items():
                assert count == total("projects", light=light), light
            assert sum(read["lights"].values()) == read["projects"]
            for progress in ("pushed", "done", "in_progress"):
                assert read["issues"][progress] == total("issues", progress=progress), progress


@pytest.mark.usefixtures("_mixed")
def test_every_number_of_the_breakdown_is_the_total_of_its_list(
    client: TestClient, as_: As, subtests: pytest.Subtests
) -> None:
    for account in READERS:
        with subtests.test(account=account):

            def total(asker: str = account, **asked: Any) -> int:
                page = client.get(f"{URL}/projects", params=asked, headers=as_(asker)).json()
                return int(page["total"])

            read = client.get(f"{URL}/overview/breakdown", headers=as_(account)).json()
            assert read["day"] == str(CLOSED)
            assert {one["stage"]: one["projects"] for one in read["stages"]} == {
                one["stage"]: total(stage=one["stage"]) for one in read["stages"]
            }
            assert len(read["stages"]) == 9
            for one in read["stalls"]:
                assert one["found"] == total(stall_found=one["stall"])
                assert one["open"] == total(stall=one["stall"])
            for one in read["townships"]:
                here = {"township": one["township"]}
                assert one["projects"] == total(**here)
                assert one["found"] == total(**here, stalled="found")
                assert one["cleared"] == total(**here, stalled="cleared")
                assert one["full_view"] == total(**here, full_view="true")
                for light in ("green", "yellow", "red", "unknown"):
                    assert one[light] == total(**here, light=light)
            assert sum(one["projects"] for one in read["townships"]) == total()
            assert sum(one["projects"] for one in read["stages"]) == total()


@pytest.mark.usefixtures("_mixed")
def test_the_figures_above_the_list_are_those_of_the_overview(client: TestClient, as_: As) -> None:
    for account in READERS:
        figures = client.get(f"{URL}/projects/figures", headers=as_(account)).json()
        read = client.get(f"{URL}/overview", headers=as_(account)).json()

        assert figures["lights"] == read["lights"]
        assert figures["full_view"] == read["full_view"]
        assert (figures["stalls"]["found"], figures["stalls"]["cleared"]) == (
            read["stalls"]["found"],
            read["stalls"]["cleared"],
        )
        assert figures["stalls"]["open"] == figures["stalls"]["found"] - figures["stalls"]["cleared"]


def test_a_rate_is_rounded_half_up(client: TestClient, county: County, as_: As) -> None:
    """1 of 16 is 0.0625: half up gives 0.063, half to even 0.062."""
    projects = [Filed(f"R{number}") for number in range(16)]
    county.file(*projects)
    county.happen(*(detected(one, Stall.NO_LAND, date(2026, 3, 3)) for one in projects))
    county.happen(cleared(projects[0], Stall.NO_LAND, date(2026, 3, 3), date(2026, 4, 1)))

    read = client.get(f"{URL}/overview", headers=as_("leader")).json()

    assert read["stalls"] == {"found": 16, "cleared": 1, "clearing_rate": 0.063}
