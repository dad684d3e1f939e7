"""When a project's open milestones are expected, on its page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fastapi.testclient import TestClient
from services.cockpit.tests.county import County, Filed

from tests.served import As
from zhouqi.events.contracts.lifecycle import Milestone, MilestoneReached, ProjectTerminated
from zhouqi.events.contracts.warning import DelayForecast, ForecastGround, ForecastReason

PROJECT = Filed("P1")
URL = f"/api/cockpit/projects/{PROJECT.id}"


def told(
    milestone: Milestone, day: date = date(2026, 10, 1), late: str | None = "0.412"
) -> tuple[str, DelayForecast]:
    """What warning says of a milestone."""
    fact = DelayForecast(
        project_id=PROJECT.id,
        milestone=milestone,
        day=day,
        due=date(2026, 12, 15),
        late=None if late is None else Decimal(late),
        expected=None if late is None else date(2026, 12, 2),
        reasons=() if late is None else (ForecastReason(ground=ForecastGround.DUE_IN, sooner=True),),
        learned_from=399,
        model="hazard-1",
        rules="2026.1",
    )
    return f"forecast/{PROJECT.id}/{milestone}", fact


def test_each_open_milestone_has_its_last_forecast(client: TestClient, county: County, as_: As) -> None:
    county.file(PROJECT)
    county.happen(
        told(Milestone.COMPLETED, late=None),
        told(Milestone.STARTED),
        told(Milestone.STARTED, date(2026, 11, 1), "0.700"),
        told(Milestone.LAND),
    )
    land = MilestoneReached(
        project_id=PROJECT.id, milestone=Milestone.LAND, on=date(2026, 10, 5), basis="report"
    )
    county.happen((f"project/{PROJECT.id}", land))

    found = client.get(URL, headers=as_("leader")).json()["forecasts"]

    assert [(one["milestone"], one["day"], one["late"]) for one in found] == [
        ("started", "2026-11-01", "0.700"),
        ("completed", "2026-10-01", None),
    ]
    assert found[0]["reasons"] == [{"ground": "due_in", "sooner": True}]


def test_of_a_terminated_project_nothing_is_expected(client: TestClient, county: County, as_: As) -> None:
    county.file(PROJECT)
    ended = ProjectTerminated(project_id=PROJECT.id, on=date(2026, 10, 5), basis="report")
    county.happen(told(Milestone.STARTED), (f"project/{PROJECT.id}", ended))

    assert client.get(URL, headers=as_("leader")).json()["forecasts"] == []
