"""Records that arrive become decisions about their projects, on a real database."""

from __future__ import annotations

from uuid import UUID

from services.lifecycle.tests.county import County

from tests.calls import counted
from tests.county import records
from tests.county.records import PROJECT, day
from zhouqi.events.contracts.ingest import DayClosed, RecordFact
from zhouqi.events.contracts.lifecycle import MilestoneCorrected, MilestoneReached, ProgressClosed
from zhouqi.events.contracts.milestone import Milestone

OTHER = UUID(int=8)
DAY = day("2026-10-01")
STREAM = f"project/{PROJECT}"


async def test_records_become_milestones_of_their_project(county: County) -> None:
    await county.states(
        records.agreement(signed_on=day("2024-03-01")), records.land(contract_on=day("2024-07-01"))
    )

    await county.react()

    reached = {
        (stream, fact.milestone)
        for stream, fact in await county.decided()
        if isinstance(fact, MilestoneReached)
    }
    assert reached == {(STREAM, Milestone.SIGNED), (STREAM, Milestone.LAND)}


async def test_a_record_counts_once_it_is_linked(county: County) -> None:
    waiting = records.site(project=None, started_on=day("2025-01-10"))
    await county.states(waiting)
    await county.react()
    nothing = await county.decided()

    await county.links(waiting, PROJECT)
    await county.react()

    assert nothing == []
    assert [stream for stream, _ in await county.decided()] == [STREAM]


async def test_a_record_that_is_linked_to_another_project_counts_there_alone(county: County) -> None:
    site = records.site(started_on=day("2025-01-10"))
    await county.states(site)
    await county.react()

    await county.links(site, OTHER)
    await county.react()

    basis = records.stream(site)
    assert (await county.decided())[1:] == [
        (
            STREAM,
            MilestoneCorrected(project_id=PROJECT, milestone=Milestone.STARTED, reached=False, basis=basis),
        ),
        (
            f"project/{OTHER}",
            MilestoneReached(
                project_id=OTHER, milestone=Milestone.STARTED, on=day("2025-01-10"), basis=basis
            ),
        ),
    ]


async def test_a_withdrawn_record_counts_no_longer(county: County) -> None:
    acceptance = records.acceptance(accepted_on=day("2026-02-01"))
    await county.states(acceptance)
    await county.react()

    await county.withdraws(acceptance)
    await county.react()

    [_, (_, last)] = await county.decided()
    assert isinstance(last, MilestoneCorrected)
    assert not last.reached


async def test_a_day_s_progress_closes_when_all_that_was_counted_is_worked_off(county: County) -> None:
    close = DayClosed(date=DAY, counted={"LandSupplied": 2, "AttendanceReported": 90}, late=())
    await county.states(records.land("L1", contract_on=day("2024-07-01")))
    await county.happen((f"collection/day-{DAY}", close))

    too_early = await county.react("milestones", "day")
    await county.states(records.land("L2", contract_on=day("2024-06-01")))
    not_worked_off = await county.react("day")
    closes = await county.react("milestones", "day")

    assert (too_early, not_worked_off, closes) == (False, False, True)
    assert (await county.decided())[-1] == (
        f"progress/{DAY}",
        ProgressClosed(
            date=DAY,
            counted={
                "LandSupplied": 2,
                "AttendanceReported": 90,
                "MilestoneReached": 1,
                "MilestoneCorrected": 1,
            },
        ),
    )


async def test_a_day_s_close_waits_for_what_it_counted_and_not_for_what_comes_meanwhile(
    county: County,
) -> None:
    close = DayClosed(date=DAY, counted={"LandSupplied": 2}, late=())
    await county.states(records.land("L1", contract_on=day("2024-07-01")))
    await county.happen((f"collection/day-{DAY}", close))
    await county.states(records.land("L2", contract_on=day("2024-06-01")))
    await county.react("milestones")

    await county.states(*(records.land(f"M{one}", contract_on=day("2024-08-01")) for one in range(3)))
    closes = await county.react("day")

    assert closes, "what came after what was counted is another day's"


async def test_a_first_collection_costs_few_calls_a_record(county: County) -> None:
    projects = [UUID(int=number) for number in range(1, 501)]
    batches: list[list[RecordFact]] = [
        [records.agreement(f"A{one.int}", project=one, signed_on=day("2024-03-01")) for one in projects],
        [records.land(f"L{one.int}", project=one, contract_on=day("2024-07-01")) for one in projects],
        [records.filing(f"F{one.int}", project=one, filed_on=day("2024-05-01")) for one in projects],
        [records.site(f"S{one.int}", project=one, started_on=day("2025-01-10")) for one in projects],
        [records.acceptance(f"C{one.int}", project=one, accepted_on=day("2026-02-01")) for one in projects],
    ]
    for batch in batches:
        await county.states(*batch)

    with counted() as calls:
        await county.react("milestones")

    assert len([1 for _, fact in await county.decided() if isinstance(fact, MilestoneReached)]) == 2000
    assert calls.made < 175 * 2_500
