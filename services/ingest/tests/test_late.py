"""A day that can not close: it closes without who is late, is corrected when that comes, and else is said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest
from fastapi.testclient import TestClient
from services.ingest.tests.raw import GOOD
from services.ingest.tests.schedule_by_hand import hurry, run_schedule
from services.ingest.tests.store import facts
from services.ingest.tests.systems import Systems

from tests.postgres import Database
from tests.served import As
from zhouqi.events.clock import FileClock
from zhouqi.events.contracts.ingest import CollectionCompleted, DayClosed, SalesReported
from zhouqi.ingest.day_close.closing import closing_check, collected_check
from zhouqi.ingest.schedule.status import INTERVALS
from zhouqi.service.loops.health import State
from zhouqi.service.runtime import Runtime

DAY = date(2026, 10, 30)
EVENING = datetime(2026, 10, 30, 10, 30, tzinfo=UTC)
NIGHT = datetime(2026, 10, 30, 13, tzinfo=UTC)  # 21:00 in the county


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHOUQI_INGEST_LATE_AFTER_SECONDS", "0")


async def _turns(runtime: Runtime, database: Database) -> None:
    for _ in range(3):
        await run_schedule(runtime)
        await hurry(database)


async def _closed(runtime: Runtime) -> list[tuple[date, tuple[str, ...]]]:
    return [(fact.date, fact.late) for fact in await facts(runtime, DayClosed)]


async def test_one_dead_source_delays_its_own_kind_and_what_comes_later_corrects(
    runtime: Runtime, systems: Systems, clock: FileClock, database: Database
) -> None:
    for name, record in GOOD.items():
        systems.put(name, record)
    systems.vouch(EVENING)
    systems.dead = {"sales"}
    await _turns(runtime, database)
    assert await _closed(runtime) == [], "until its hour the day waits"

    clock.set(NIGHT)
    await _turns(runtime, database)

    assert await _closed(runtime) == [(DAY, ("sales",))]
    completed = {fact.kind for fact in await facts(runtime, CollectionCompleted)}
    assert completed == INTERVALS.keys() - {"sales"}

    systems.dead = set()
    await _turns(runtime, database)

    assert await _closed(runtime) == [(DAY, ("sales",)), (DAY, ())]
    assert await facts(runtime, SalesReported)


async def test_days_go_on_closing_without_a_source_that_stays_away(
    runtime: Runtime, systems: Systems, clock: FileClock, database: Database
) -> None:
    systems.dead = {"tax"}
    for number in range(2):
        systems.vouch(EVENING + timedelta(days=number))
        clock.set(NIGHT + timedelta(days=number))
        await _turns(runtime, database)

    assert await _closed(runtime) == [(DAY, ("tax",)), (DAY + timedelta(days=1), ("tax",))]


async def test_a_source_that_lags_is_late_for_the_days_that_it_did_not_vouch_for(
    runtime: Runtime, systems: Systems, clock: FileClock, database: Database
) -> None:
    systems.vouch(EVENING - timedelta(hours=2))
    clock.set(NIGHT)
    await _turns(runtime, database)

    assert await _closed(runtime) == [(DAY, ("inputs", "attendance", "site", "acceptance", "payment"))]


async def test_no_day_is_closed_before_there_was_a_register(
    runtime: Runtime, systems: Systems, clock: FileClock, database: Database
) -> None:
    systems.vouch(EVENING)
    systems.down = True
    clock.set(NIGHT)
    await _turns(runtime, database)

    assert await _closed(runtime) == []
    assert (await collected_check(runtime).find()).state is State.FAILED


async def test_a_day_that_does_not_close_is_said_after_a_minute(
    runtime: Runtime,
    systems: Systems,
    clock: FileClock,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    systems.vouch(EVENING)
    await _turns(runtime, database)
    check, now = closing_check(runtime), [0.0]
    monkeypatch.setattr("zhouqi.service.loops.day_check.monotonic", lambda: now[0])
    clock.set(NIGHT + timedelta(days=1))

    first = await check.find()
    now[0] = 61.0
    later = await check.find()

    assert (first.state, later.state) == (State.OK, State.DEGRADED)
    assert later.detail == {"closed": "2026-10-30", "days_behind": 1}
    clock.set(EVENING)
    assert (await check.find()).state is State.OK


async def test_a_clock_that_was_set_back_is_said_and_collection_goes_on(
    runtime: Runtime, systems: Systems, clock: FileClock, database: Database
) -> None:
    systems.vouch(EVENING)
    await _turns(runtime, database)
    before = len(await facts(runtime, CollectionCompleted))

    clock.set(EVENING - timedelta(days=2))
    systems.vouch(EVENING - timedelta(days=2))
    await _turns(runtime, database)

    found = await closing_check(runtime).find()
    assert (found.state, found.detail["clock_set_back_to"]) == (State.DEGRADED, "2026-10-28")
    assert len(await facts(runtime, CollectionCompleted)) == before + len(INTERVALS)
    assert len(await _closed(runtime)) == 1


async def test_the_page_is_told_what_a_day_waits_for_and_who_is_late(
    runtime: Runtime, systems: Systems, clock: FileClock, database: Database, client: TestClient, as_: As
) -> None:
    systems.vouch(EVENING)
    systems.dead = {"sales"}
    await _turns(runtime, database)

    waiting = client.get("/api/ingest/day", headers=as_("leader")).json()
    clock.set(NIGHT)
    overdue = client.get("/api/ingest/day", headers=as_("leader")).json()
    await _turns(runtime, database)
    closed = client.get("/api/ingest/day", headers=as_("leader")).json()
    kinds = client.get("/api/ingest/kinds", headers=as_("operator")).json()

    assert (waiting["waits_for"], waiting["overdue"], waiting["closed"]) == (["sales"], None, None)
    assert overdue["overdue"] == "2026-10-30"
    assert (closed["closed"], closed["late"], closed["waits_for"]) == ("2026-10-30", ["sales"], [])
    assert [one["name"] for one in kinds if one["late"]] == ["sales"]


async def test_a_failure_that_repeats_is_one_run_and_says_how_often_it_was_met(
    runtime: Runtime, systems: Systems, database: Database, client: TestClient, as_: As
) -> None:
    systems.dead = {"sales"}

    async def sales() -> dict[str, Any]:
        kinds = client.get("/api/ingest/kinds", headers=as_("operator")).json()
        (found,) = [one for one in kinds if one["name"] == "sales"]
        return cast("dict[str, Any]", found)

    await _turns(runtime, database)
    failing = await sales()
    runs = client.get("/api/ingest/collections", headers=as_("operator")).json()
    systems.dead = set()
    await _turns(runtime, database)
    healed = await sales()

    assert [one["cause"] for one in runs if one["kind"] == "sales"] == ["source_error"]
    assert failing["attempts"] == 3
    assert datetime.now(UTC) - datetime.fromisoformat(failing["attempted_at"]) < timedelta(minutes=5)
    assert (healed["attempts"], healed["attempted_at"]) == (0, None)
