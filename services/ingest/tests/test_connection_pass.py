"""What is known of projects becomes a change of connection, once for each, and only when it changed."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from services.ingest.tests.collecting import collect, register
from services.ingest.tests.lifecycle import answered, arrive, reached, react, taken_back
from services.ingest.tests.raw import GOOD
from services.ingest.tests.store import facts
from services.ingest.tests.systems import Systems

from tests import arriving
from zhouqi.events import AnyCommand, Command
from zhouqi.events.contracts.ingest import ConnectionChanged
from zhouqi.ingest.connection.connection_pass import changed_connections
from zhouqi.ingest.connection.rules import Case, load_rules
from zhouqi.ingest.day_close.closing import link_and_connect
from zhouqi.ingest.day_close.commands import CloseDay
from zhouqi.ingest.day_close.decider import DayCloseDecider
from zhouqi.ingest.kinds import KINDS
from zhouqi.ingest.kinds.project import project_id
from zhouqi.service.rules.rulebook import RuleBook
from zhouqi.service.runtime import Runtime

PROJECT = project_id("330529", "approval", "SP-2024-000017")
DAY = date(2026, 10, 30)
BUILDING = ("project", "agreement", "land", "filing", "energy", "environment", "planning")


async def _county(runtime: Runtime, systems: Systems, *names: str) -> None:
    await register(runtime, systems)
    for name in ("project", *names):
        systems.put(name, GOOD[name])
    await collect(runtime, systems, ("project", *names))


async def test_nothing_is_said_until_lifecycle_has_answered_a_day_and_then_all_at_once(
    runtime: Runtime, systems: Systems
) -> None:
    await _county(runtime, systems, "agreement", "land")
    await link_and_connect(runtime)
    await arrive(runtime, reached(PROJECT, 1, "signed"))
    await react(runtime)
    assert not await facts(runtime, ConnectionChanged)

    await arrive(runtime, answered("2026-10-30", MilestoneReached=2))
    assert not await react(runtime), "one milestone is still on its way"
    assert not await facts(runtime, ConnectionChanged)

    await arrive(runtime, reached(PROJECT, 2, "land"))
    assert await react(runtime)

    (said,) = await facts(runtime, ConnectionChanged)
    assert said.applicable == BUILDING
    assert said.connected == ("project", "agreement", "land")
    assert said.rules == "connection-2021.1"
    assert not await arriving.parked(runtime.dsn)


async def test_afterwards_a_milestone_and_a_collection_each_say_what_they_change(
    runtime: Runtime, systems: Systems
) -> None:
    await _county(runtime, systems)
    await arrive(runtime, answered("2026-10-30"))
    await react(runtime)
    assert [said.applicable for said in await facts(runtime, ConnectionChanged)] == [
        (*BUILDING[:2], "filing")
    ]

    systems.put("agreement", GOOD["agreement"])
    await collect(runtime, systems, ["agreement"])
    await link_and_connect(runtime)
    await link_and_connect(runtime)
    assert [said.connected for said in await facts(runtime, ConnectionChanged)][1:] == [
        ("project", "agreement")
    ]

    await arrive(runtime, reached(PROJECT, 1, "signed"), reached(PROJECT, 2, "land"))
    await react(runtime)
    assert (await facts(runtime, ConnectionChanged))[-1].applicable == BUILDING

    await arrive(runtime, taken_back(PROJECT, 3, "land"))
    await react(runtime)
    said = await facts(runtime, ConnectionChanged)
    assert said[-1].applicable == ("project", "agreement", "filing")
    assert len(said) == 4


async def test_of_several_agreements_the_one_stated_last_decides_and_a_withdrawn_one_never(
    runtime: Runtime, systems: Systems
) -> None:
    await _county(runtime, systems, "agreement")
    later = {**GOOD["agreement"], "record_id": "later", "updated_at": "2025-06-01T00:00:00+08:00"}
    systems.put("agreement", {**later, "new_land": "否"})
    await collect(runtime, systems, ["agreement"])
    await arrive(runtime, reached(PROJECT, 1, "signed"), answered("2026-10-30"))
    await react(runtime)
    without_land = ("project", "agreement", "filing", "energy", "environment")
    assert [said.applicable for said in await facts(runtime, ConnectionChanged)] == [without_land]

    systems.put("agreement", {**later, "updated_at": "2025-07-01T00:00:00+08:00", "withdrawn": True})
    await collect(runtime, systems, ["agreement"])
    await link_and_connect(runtime)

    assert (await facts(runtime, ConnectionChanged))[-1].applicable == ("project", "agreement", "filing")


async def test_a_withdrawn_record_connects_nothing(runtime: Runtime, systems: Systems) -> None:
    await _county(runtime, systems, "filing")
    await arrive(runtime, answered("2026-10-30"))
    await react(runtime)

    systems.put("filing", {**GOOD["filing"], "updated_at": "2025-07-01T00:00:00+08:00", "withdrawn": True})
    await collect(runtime, systems, ["filing"])
    await link_and_connect(runtime)

    assert [said.connected for said in await facts(runtime, ConnectionChanged)] == [
        ("project", "filing"),
        ("project",),
    ]


async def test_a_new_edition_is_for_the_days_from_its_own_on(runtime: Runtime, systems: Systems) -> None:
    """Given the county's rules, and a later edition by which every kind always applies."""
    systems.put("project", GOOD["project"])
    await register(runtime, systems)
    await collect(runtime, systems)
    first = load_rules().editions[0]
    every = dict.fromkeys(first.kinds, (Case(),))
    later = first.model_copy(
        update={"version": "later", "effective_on": DAY + timedelta(days=1), "kinds": every}
    )
    rule_book = RuleBook("connection", [first, later])

    await _close(runtime, DAY)
    async with runtime.pool.connection() as conn:
        (before,) = await changed_connections(conn, rule_book)
    await _close(runtime, DAY + timedelta(days=1))
    async with runtime.pool.connection() as conn:
        (after,) = await changed_connections(conn, rule_book)

    assert (before.rules, before.now.applicable) == (first.version, ("project", "agreement", "filing"))
    assert (after.rules, len(after.now.applicable)) == ("later", len(KINDS))


async def _close(runtime: Runtime, day: date) -> None:
    command: AnyCommand = Command(
        id=uuid4(), stream=f"collection/day-{day}", body=CloseDay(day, {}), occurred_at=runtime.clock.now()
    )
    await runtime.handle(DayCloseDecider(), [command])
