"""Lifecycle's events become stalls and lights, on a real database, in whatever order they come."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from uuid import UUID

import msgspec
import pytest
from services.warning.tests.county import County, Story

from tests.calls import counted
from zhouqi.events import Event, Fact
from zhouqi.events.contracts.lifecycle import (
    MilestoneCorrected,
    MilestoneExtended,
    MilestonePlanned,
    MilestoneReached,
    ProjectSigned,
    ProjectTerminated,
)
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.contracts.warning import (
    Light,
    LightChanged,
    Stall,
    StallCleared,
    StallDetected,
    StallReopened,
    StallRetracted,
    WarningClosed,
)
from zhouqi.warning import rules
from zhouqi.warning.facts.project_facts import Facts, evolve
from zhouqi.warning.judgement.judge import judge

PROJECT = UUID(int=7)
BASIS = "record/agreement/approval-A1"
DAY = date(2026, 10, 1)
NEXT = DAY + timedelta(days=1)
DUE_LATER = DAY - timedelta(days=10)


def signed(project: UUID = PROJECT, due: date = date(2025, 6, 30)) -> list[Fact]:
    """A project over new land that is due by a day."""
    return [
        ProjectSigned(
            project_id=project,
            new_land=True,
            civil_works=True,
            scale_expected=True,
            heavy_asset=False,
            basis=BASIS,
        ),
        MilestonePlanned(project_id=project, milestone=Milestone.LAND, due=due, basis=BASIS),
        MilestoneReached(project_id=project, milestone=Milestone.SIGNED, on=date(2025, 1, 1), basis=BASIS),
    ]


def land(on: date, project: UUID = PROJECT) -> MilestoneReached:
    return MilestoneReached(project_id=project, milestone=Milestone.LAND, on=on, basis=BASIS)


async def test_nothing_is_said_before_the_first_day_is_closed(county: County) -> None:
    story = Story()
    await county.receive([story.registered(PROJECT), *story.project(PROJECT, *signed())])

    await county.react()
    nothing = await county.published()
    await county.receive([story.closed(DAY)])
    await county.react()

    assert nothing == []
    assert [fact.type() for fact in await county.published()] == ["StallDetected", "LightChanged"]


async def test_the_day_closes_once_every_project_is_judged_as_of_it(county: County) -> None:
    story = Story()
    late = story.project(PROJECT, *signed())
    close = story.closed(DAY, {"MilestoneReached": 1, "MilestonePlanned": 1, "ProjectSigned": 1})
    await county.receive([story.registered(PROJECT), *late[:-1], close])

    waits = not await county.react()
    meanwhile = await county.judged()
    await county.receive(late[-1:])
    await county.react()

    assert (waits, meanwhile) == (True, [])
    assert await county.judged() == [WarningClosed(date=DAY, counted={"LightChanged": 1, "StallDetected": 1})]


async def test_a_close_waits_for_all_that_it_counts(county: County) -> None:
    story = Story()
    reached = story.project(PROJECT, *signed(), land(date(2025, 6, 1)))
    close = story.closed(DAY, {"MilestoneReached": 2, "MilestonePlanned": 1, "AttendanceReported": 400})
    await county.receive([story.registered(PROJECT), *reached[:-1], close])

    waits = not await county.react()
    said_meanwhile = await county.published()
    await county.receive(reached[-1:])
    await county.react()

    assert waits
    assert said_meanwhile == []
    found = [fact.stall for fact in await county.published() if isinstance(fact, StallDetected)]
    assert found == [Stall.NO_START]


async def test_what_comes_between_two_days_is_judged_as_of_the_last(county: County) -> None:
    story = Story()
    await county.receive([story.registered(PROJECT), *story.project(PROJECT, *signed()), story.closed(DAY)])
    await county.react()

    await county.receive(story.project(PROJECT, land(date(2026, 9, 30))))
    await county.react()

    last = (await county.published())[-2]
    assert isinstance(last, StallCleared)
    assert (last.until, last.day) == (date(2026, 9, 30), DAY)


async def test_a_stream_with_a_gap_waits_for_what_is_missing(county: County) -> None:
    story = Story()
    begin = story.project(PROJECT, *signed())
    await county.receive([story.registered(PROJECT), *begin, story.closed(DAY)])
    await county.react()
    count = len(await county.published())
    taken_back = MilestoneCorrected(
        project_id=PROJECT, milestone=Milestone.SIGNED, reached=False, basis=BASIS
    )
    later = story.project(PROJECT, taken_back, *signed())

    await county.receive([later[0], *later[2:]])
    await county.react()
    meanwhile = len(await county.published())
    await county.receive(later[1:2])
    await county.react()

    assert count == meanwhile == len(await county.published())


async def test_a_withdrawn_project_is_taken_back_at_once(county: County) -> None:
    story = Story()
    await county.receive([story.registered(PROJECT), *story.project(PROJECT, *signed()), story.closed(DAY)])
    await county.react()

    await county.receive([story.withdrawn(PROJECT)])
    await county.react()

    assert [fact.type() for fact in await county.published()][2:] == ["StallRetracted", "LightChanged"]


async def test_a_project_without_facts_is_unknown(county: County) -> None:
    story = Story()
    await county.receive([story.registered(PROJECT), story.closed(DAY)])

    await county.react()

    [light] = await county.published()
    assert isinstance(light, LightChanged)
    assert light.light is Light.UNKNOWN


async def test_a_project_whose_stream_is_stuck_is_left_as_it_was(county: County) -> None:
    story = Story()
    early = DUE_LATER - timedelta(days=60)
    facts = story.project(PROJECT, *signed(due=DUE_LATER))
    await county.receive([story.registered(PROJECT), *facts, story.closed(early)])
    await county.react()
    before = await county.published()

    [reached] = story.project(PROJECT, land(DUE_LATER))
    await county.receive([msgspec.structs.replace(reached, data=b"{}"), story.closed(DAY)])
    await county.react(parked=1)

    assert [fact.type() for fact in before] == ["LightChanged"]
    assert await county.published() == before


async def test_days_after_a_pause_are_worked_off_one_by_one(county: County) -> None:
    story = Story()
    due = DAY - timedelta(days=30)
    await county.receive([story.registered(PROJECT), *story.project(PROJECT, *signed(due=due))])
    await county.receive([story.closed(DAY + timedelta(days=number)) for number in range(3)])

    await county.react()

    lights = [fact for fact in await county.published() if isinstance(fact, LightChanged)]
    assert [(one.light, one.day) for one in lights] == [(Light.YELLOW, DAY), (Light.RED, NEXT)]


async def test_a_day_that_comes_behind_a_later_one_turns_nothing_back(county: County) -> None:
    story = Story()
    due = DAY - timedelta(days=30)
    await county.receive([story.registered(PROJECT), *story.project(PROJECT, *signed(due=due))])
    await county.receive([story.closed(NEXT)])
    await county.react()
    count = len(await county.published())

    await county.receive([story.closed(DAY)])
    await county.react()

    assert len(await county.published()) == count


def _life(project: UUID, chance: Random) -> list[Fact]:
    """Anything that lifecycle may decide of a project, in the order in which it did."""

    def some_day() -> date:
        return date(2025, 1, 1) + timedelta(days=chance.randrange(700))

    facts = signed(project, due=some_day())
    for _ in range(chance.randrange(8)):
        milestone = chance.choice(list(Milestone)[1:])
        common = {"project_id": project, "milestone": milestone, "basis": BASIS}
        facts.append(
            chance.choice(
                (
                    MilestonePlanned.model_validate({**common, "due": some_day()}),
                    MilestoneReached.model_validate({**common, "on": some_day()}),
                    MilestoneCorrected.model_validate({**common, "reached": True, "on": some_day()}),
                    MilestoneCorrected.model_validate({**common, "reached": False}),
                    MilestoneExtended.model_validate(
                        {**common, "due": some_day(), "approved_on": some_day()}
                    ),
                )
            )
        )
    if chance.random() < 0.1:
        facts.append(ProjectTerminated(project_id=project, on=some_day(), basis=BASIS))
    return facts


@pytest.mark.parametrize("seed", range(4))
async def test_any_order_and_any_batches_end_in_what_the_facts_say(county: County, seed: int) -> None:
    chance, story = Random(seed), Story()
    lives = {UUID(int=number): _life(UUID(int=number), chance) for number in range(1, 61)}
    events: list[Event] = []
    for project, facts in lives.items():
        events += [story.registered(project), *story.project(project, *facts)]
    withdrawn = set(chance.sample(list(lives), 5))
    events += [story.withdrawn(project) for project in withdrawn]
    days = [DAY + timedelta(days=number) for number in range(4)]
    events += [story.closed(day) for day in days]
    chance.shuffle(events)

    while events:
        size = chance.randrange(1, 120)
        await county.receive(events[:size])
        events = events[size:]
        if chance.random() < 0.6:
            await county.react()
    await county.react()

    said = await county.states()
    for project, facts in lives.items():
        known = Facts()
        for fact in facts:
            known = evolve(known, fact)
        judgement = judge(known, rules.rule_book(), days[-1])
        if project in withdrawn:
            assert project not in said or said[project].episodes == ()
        else:
            assert said[project].episodes == judgement.episodes
            assert said[project].light == judgement.light


async def test_a_first_catch_up_says_nothing_that_it_takes_back(county: County) -> None:
    chance, story = Random(5), Story()
    events: list[Event] = []
    counted: dict[str, int] = {}
    for number in range(1, 41):
        events += [story.registered(UUID(int=number))]
        events += story.project(UUID(int=number), *_life(UUID(int=number), chance))
    for event in events:
        counted[event.type] = counted.get(event.type, 0) + 1
    events.append(story.closed(DAY, counted))
    chance.shuffle(events)

    for start in range(0, len(events), 50):
        await county.receive(events[start : start + 50])
        await county.react()

    published = await county.published()
    assert [fact for fact in published if isinstance(fact, StallRetracted | StallReopened)] == []
    assert len([fact for fact in published if isinstance(fact, LightChanged)]) == 40


async def test_a_day_s_close_costs_few_calls_for_each_of_five_hundred_projects(county: County) -> None:
    """When something is to be said of every one."""
    chance, story = Random(1), Story()
    events: list[Event] = []
    for number in range(1, 501):
        project = UUID(int=number)
        events += [story.registered(project), *story.project(project, *_life(project, chance))]
    await county.receive([*events, story.closed(DAY)])

    with counted() as calls:
        await county.react("judge")

    assert len(await county.states()) == 500
    assert calls.made < 430 * 500
