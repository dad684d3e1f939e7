"""One project's page and trail, over all that the services say of it."""

from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient
from services.cockpit.tests.county import County, Filed
from services.cockpit.tests.happenings import (
    Said,
    attendance,
    cleared,
    connected,
    detected,
    land,
    linked,
    lit,
    reached,
    signed,
)
from services.cockpit.tests.raised import Raised

from tests.served import As
from zhouqi.events.contracts.lifecycle import (
    Milestone,
    MilestoneCorrected,
    MilestoneExtended,
    ProjectResumed,
    ProjectTerminated,
)
from zhouqi.events.contracts.warning import Light, Stall, StallReopened, StallRetracted

URL = "/api/cockpit/projects"
PROJECT = Filed("P1")


@pytest.fixture
def read(client: TestClient, county: County, as_: As) -> Any:
    """Lets things happen to the project, and reads its page."""
    county.file(PROJECT)

    def happen(*said: Said) -> dict[str, Any]:
        county.happen(*said)
        found: dict[str, Any] = client.get(f"{URL}/{PROJECT.id}", headers=as_("leader")).json()
        return found

    return happen


def _extended(due: date | None, approved_on: date = date(2026, 4, 1)) -> Said:
    fact = MilestoneExtended(
        project_id=PROJECT.id,
        milestone=Milestone.STARTED,
        due=due,
        approved_on=approved_on,
        basis="report",
        document="文2号",
    )
    return f"project/{PROJECT.id}", fact


def _corrected(milestone: Milestone, *, reached: bool, on: date | None = None) -> Said:
    fact = MilestoneCorrected(
        project_id=PROJECT.id, milestone=milestone, reached=reached, on=on, basis="report"
    )
    return f"project/{PROJECT.id}", fact


def _milestone(page: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = (one for one in page["milestones"] if one["milestone"] == name)
    return dict(found)


def test_traits_and_milestones(read: Any) -> None:
    page = read(signed(PROJECT), reached(PROJECT, Milestone.LAND), reached(PROJECT, Milestone.STARTED, None))

    assert page["traits"] == {
        "new_land": True,
        "civil_works": True,
        "scale_expected": True,
        "heavy_asset": False,
    }
    assert _milestone(page, "signed")["on"] == "2025-10-01"
    assert _milestone(page, "land") == {
        "milestone": "land",
        "due": None,
        "on": "2026-02-01",
        "reached": True,
        "counts_from": None,
        "basis": "report",
        "document": "文1号",
        "extensions": [],
    }
    started = _milestone(page, "started")
    assert (started["due"], started["reached"], started["on"]) == ("2026-03-01", True, None)
    assert page["stage"] == "started"


def test_a_correction_takes_a_milestone_back_and_leaves_its_due_day(read: Any) -> None:
    read(signed(PROJECT), reached(PROJECT, Milestone.STARTED))
    page = read(_corrected(Milestone.STARTED, reached=False))

    started = _milestone(page, "started")
    assert (started["due"], started["reached"], started["on"]) == ("2026-03-01", False, None)
    assert page["stage"] == "signed"
    page = read(_corrected(Milestone.STARTED, reached=True, on=date(2026, 5, 5)))
    assert _milestone(page, "started")["on"] == "2026-05-05"


def test_a_dissolved_signature_takes_the_traits_along(read: Any) -> None:
    read(signed(PROJECT))
    page = read(_corrected(Milestone.SIGNED, reached=False))

    assert (page["traits"], page["stage"]) == (None, "registered")


def test_extensions_stand_beside_the_due_day_until_they_are_taken_back(read: Any) -> None:
    later, early = _extended(date(2026, 9, 1), date(2026, 6, 1)), _extended(date(2026, 6, 1))
    page = read(later, early, _extended(date(2026, 7, 1)))

    started = _milestone(page, "started")
    assert started["due"] == "2026-03-01"
    assert started["extensions"] == [
        {"due": "2026-07-01", "approved_on": "2026-04-01", "document": "文2号"},
        {"due": "2026-09-01", "approved_on": "2026-06-01", "document": "文2号"},
    ]
    page = read(_extended(None))
    assert [one["due"] for one in _milestone(page, "started")["extensions"]] == ["2026-09-01"]


def test_a_termination_may_be_taken_back(read: Any) -> None:
    stream = f"project/{PROJECT.id}"
    ended = ProjectTerminated(project_id=PROJECT.id, on=date(2026, 9, 1), basis="report")
    page = read(signed(PROJECT), (stream, ended))
    assert (page["stage"], page["terminated_on"]) == ("terminated", "2026-09-01")

    page = read((stream, ProjectResumed(project_id=PROJECT.id, basis="report")))
    assert (page["stage"], page["terminated_on"]) == ("signed", None)


def test_episodes_are_cleared_reopened_and_retracted(read: Any) -> None:
    since, until = date(2026, 3, 3), date(2026, 4, 1)
    in_words = {"project_id": PROJECT.id, "stall": Stall.NO_LAND, "day": date(2026, 10, 30), "rules": "1"}
    stream = f"warning/{PROJECT.id}"

    page = read(detected(PROJECT, Stall.NO_LAND, since), detected(PROJECT, Stall.NO_START, date(2026, 8, 8)))
    assert page["stalls"] == ["no_land", "no_start"]
    page = read(cleared(PROJECT, Stall.NO_LAND, since, until))
    assert page["stalls"] == ["no_start"]
    assert page["episodes"][0] == {
        "stall": "no_land",
        "due": "2026-03-01",
        "since": "2026-03-03",
        "until": "2026-04-01",
        "by": "reached",
    }
    page = read((stream, StallReopened.model_validate({**in_words, "since": since})))
    assert (page["episodes"][0]["until"], page["episodes"][0]["due"]) == (None, "2026-03-01")
    page = read((stream, StallRetracted.model_validate({**in_words, "since": since})))
    assert [one["stall"] for one in page["episodes"]] == ["no_start"]


def test_the_trail_is_over_all_streams_of_the_project(client: TestClient, county: County, as_: As) -> None:
    other, issue = Filed("P2"), Raised("1", project=PROJECT)
    county.file(PROJECT, other)
    county.happen(
        signed(PROJECT),
        land(PROJECT, "L1", linked=False),
        linked(PROJECT, "L1"),
        attendance(PROJECT, "A1"),
        lit(PROJECT, Light.RED),
        connected(PROJECT, ("project",), ("project",)),
        issue.raised(),
        lit(other, Light.RED),
        land(other, "L2"),
    )

    trail = client.get(f"{URL}/{PROJECT.id}/trail", headers=as_("leader")).json()

    assert [event["type"] for event in trail["items"]] == [
        "IssueRaised",
        "ConnectionChanged",
        "LightChanged",
        "AttendanceReported",
        "RecordLinked",
        "LandSupplied",
        "ProjectSigned",
        "MilestonePlanned",
        "MilestonePlanned",
        "ProjectRegistered",
    ]
    assert trail["total"] == 10


STREAMS = {
    "its decisions": signed(PROJECT),
    "its warning": lit(PROJECT, Light.RED),
    "its connection": connected(PROJECT, ("project",), ()),
    "a record": land(PROJECT, "L1"),
}


def test_each_stream_of_a_project_can_be_stuck(
    client: TestClient, county: County, as_: As, subtests: pytest.Subtests
) -> None:
    for what, (stream, fact) in STREAMS.items():
        with subtests.test(what=what):
            county.file(PROJECT)
            county.happen((stream, fact))
            before = client.get(f"{URL}/{PROJECT.id}", headers=as_("leader")).json()
            county.damage_stream(stream, fact)
            after = client.get(f"{URL}/{PROJECT.id}", headers=as_("leader")).json()
            stuck = client.get(URL, params={"status": "stuck"}, headers=as_("leader")).json()

            assert after["stuck"]
            assert stuck["total"] == 1
            assert stream in {one["stream"] for one in after["stuck_streams"]}
            assert before["light"] == after["light"]
