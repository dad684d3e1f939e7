"""A day's forecasts from the facts of a county's projects, and when they are made."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

import pytest
from services.warning.tests.county import County, Story

from zhouqi.events import Event, Fact
from zhouqi.events.contracts.lifecycle import (
    MilestoneExtended,
    MilestonePlanned,
    MilestoneReached,
    ProjectSigned,
    ProjectTerminated,
)
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.contracts.warning import DelayForecast
from zhouqi.warning import rules
from zhouqi.warning.facts.project_facts import Facts, evolve
from zhouqi.warning.forecast.forecasting import forecast_day

BASIS = "record/agreement/approval-A1"
DAY = date(2026, 10, 1)
NUMBER = 120


def life(number: int) -> list[Fact]:
    """A project that takes new land: signed on its day of three years, supplied with land some 100 days later."""
    draw = Random(number)
    project = UUID(int=number)
    on = date(2023, 11, 1) + timedelta(days=1060 * number // NUMBER)
    got = on + timedelta(days=draw.randrange(40, 160))
    traits = {"new_land": True, "civil_works": True, "scale_expected": False, "heavy_asset": False}
    facts: list[Fact] = [
        ProjectSigned.model_validate({"project_id": project, **traits, "basis": BASIS}),
        MilestonePlanned(
            project_id=project, milestone=Milestone.LAND, due=on + timedelta(days=120), basis=BASIS
        ),
        MilestoneReached(project_id=project, milestone=Milestone.SIGNED, on=on, basis=BASIS),
    ]
    if got <= DAY:
        facts.append(MilestoneReached(project_id=project, milestone=Milestone.LAND, on=got, basis=BASIS))
    return facts


def known(*, of: int = NUMBER) -> dict[UUID, Facts]:
    found = {}
    for number in range(1, of + 1):
        facts = Facts()
        for fact in life(number):
            facts = evolve(facts, fact)
        found[UUID(int=number)] = facts
    return found


def said(projects: dict[UUID, Facts], day: date = DAY) -> list[DelayForecast]:
    return list(forecast_day(projects, rules.rule_book(), day, "2026.1"))


def test_each_open_milestone_has_a_forecast() -> None:
    found = said(known())

    land = [one for one in found if one.milestone is Milestone.LAND]
    assert land
    for one in land:
        assert one.late is not None
        assert one.expected is not None
        assert one.earliest is not None
        assert one.due is not None
        assert DAY <= one.earliest <= one.expected
        assert (one.late == 1) == (one.due <= DAY)
        assert 0 < len(one.reasons) <= 3
        assert one.learned_from >= 50
    assert all(one == DelayForecast.model_validate_json(one.encode()) for one in found)


def test_of_a_stage_that_was_hardly_reached_it_says_so() -> None:
    started = [one for one in said(known()) if one.milestone is Milestone.STARTED]

    assert started
    assert all(
        (one.late, one.expected, one.reasons, one.learned_from) == (None, None, (), 0) for one in started
    )


def test_of_a_young_county_it_says_so() -> None:
    found = said(known(of=20))

    assert found
    assert all(one.late is None and one.reached_within_180 is None for one in found)


def test_what_comes_after_the_day_is_not_known_on_it() -> None:
    before = said(known(), DAY - timedelta(days=100))
    later = {
        project: evolve(
            facts,
            ProjectTerminated(project_id=project, on=DAY - timedelta(days=50), basis=BASIS),
        )
        for project, facts in known().items()
    }
    extended = {
        project: evolve(
            facts,
            MilestoneExtended(
                project_id=project,
                milestone=Milestone.LAND,
                due=date(2028, 1, 1),
                approved_on=DAY - timedelta(days=20),
                basis=BASIS,
            ),
        )
        for project, facts in later.items()
    }

    assert said(extended, DAY - timedelta(days=100)) == before


def arriving(story: Story) -> list[Event]:
    events = []
    for number in range(1, NUMBER + 1):
        events += [story.registered(UUID(int=number)), *story.project(UUID(int=number), *life(number))]
    return events


@pytest.fixture
def story() -> Story:
    return Story()


async def test_forecasts_are_made_once_a_month_whatever_came_first(county: County, story: Story) -> None:
    events = arriving(story)
    lands = sum(event.type == "MilestoneReached" for event in events)
    close = story.closed(DAY, {"MilestoneReached": lands})
    Random(3).shuffle(events)
    await county.receive([*events[:-60], close])
    waits = not await county.react("forecast")
    nothing = await county.forecasts()
    await county.receive(events[-60:])
    await county.react("forecast")
    first = await county.forecasts()
    await county.receive([story.closed(DAY + timedelta(days=1)), story.closed(DAY + timedelta(days=14))])
    await county.react("forecast")

    assert (waits, nothing) == (True, [])
    assert first == said(known())
    assert await county.forecasts() == first


async def test_the_next_month_tells_what_changed(county: County, story: Story) -> None:
    await county.receive([*arriving(story), story.closed(DAY)])
    await county.react("forecast")
    first = await county.forecasts()
    open_land = next(one for one in first if one.milestone is Milestone.LAND and one.late != 1)
    due = date(2028, 1, 1)
    extended = MilestoneExtended(
        project_id=open_land.project_id,
        milestone=Milestone.LAND,
        due=due,
        approved_on=DAY + timedelta(days=5),
        basis=BASIS,
    )
    await county.receive(
        [*story.project(open_land.project_id, extended), story.closed(DAY + timedelta(days=31))]
    )
    await county.react("forecast")

    told = (await county.forecasts())[len(first) :]
    again = [one for one in told if (one.project_id, one.milestone) == (open_land.project_id, Milestone.LAND)]
    assert [one.due for one in again] == [due]
    assert again[0].late is not None
    assert again[0].late < Decimal(1)


async def test_the_first_day_of_all_has_forecasts_too(county: County, story: Story) -> None:
    first = DAY + timedelta(days=20)
    await county.receive([*arriving(story), story.closed(first), story.closed(first + timedelta(days=1))])
    await county.react("forecast")

    assert {one.day for one in await county.forecasts()} == {first}


async def test_a_withdrawn_project_is_not_forecast(county: County, story: Story) -> None:
    events = [*arriving(story), story.withdrawn(UUID(int=NUMBER)), story.closed(DAY)]
    await county.receive(events)
    await county.react("forecast")

    found = await county.forecasts()
    assert found
    assert UUID(int=NUMBER) not in {one.project_id for one in found}
