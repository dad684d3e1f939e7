"""Refused once is not refused for ever: the verdict depends on the county's day and registers, its memory does not."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi.testclient import TestClient
from services.ingest.tests.collecting import collect_one, register
from services.ingest.tests.raw import GOOD
from services.ingest.tests.store import facts, facts_of
from services.ingest.tests.systems import Raw, Systems

from tests.served import As
from zhouqi.events.clock import FileClock
from zhouqi.events.contracts.ingest import (
    CollectionCompleted,
    ProjectRegistered,
    RecordRejected,
    SalesReported,
)
from zhouqi.ingest.intake.tally import Tally
from zhouqi.ingest.kinds import BY_NAME
from zhouqi.service.runtime import Runtime

SALES, PROJECT = BY_NAME["sales"], BY_NAME["project"]
AHEAD = {**GOOD["sales"], "updated_at": "2026-10-30T18:35:00+08:00"}
NEW_TOWN = {**GOOD["project"], "township_code": "330529777"}
LATER = datetime(2026, 10, 30, 10, 40, tzinfo=UTC)


def _learn(systems: Systems, code: str) -> None:
    townships = systems.register["townships"]
    assert isinstance(townships, list)
    systems.register = {**systems.register, "townships": [*townships, {"code": code, "name": "新设镇"}]}


async def test_what_was_ahead_of_the_clock_is_taken_when_its_time_has_come(
    runtime: Runtime, systems: Systems, clock: FileClock
) -> None:
    await register(runtime, systems)
    systems.put("sales", AHEAD)
    assert await collect_one(runtime, systems, SALES) == Tally(read=1, rejected=1)
    assert await collect_one(runtime, systems, SALES) == Tally()

    clock.set(LATER)

    assert await collect_one(runtime, systems, SALES) == Tally(read=1, accepted=1)
    assert await collect_one(runtime, systems, SALES) == Tally()
    assert len(await facts(runtime, SalesReported)) == 1


async def test_a_township_that_the_register_learns_lets_its_projects_in(
    runtime: Runtime, systems: Systems
) -> None:
    await register(runtime, systems)
    systems.put("project", NEW_TOWN)
    assert await collect_one(runtime, systems, PROJECT) == Tally(read=1, rejected=1)

    _learn(systems, "330529777")
    await register(runtime, systems)

    assert await collect_one(runtime, systems, PROJECT) == Tally(read=1, accepted=1)
    assert [fact.township for fact in await facts(runtime, ProjectRegistered)] == ["330529777"]


async def test_the_very_same_delivery_is_judged_by_the_day_on_which_it_comes_again(
    runtime: Runtime, systems: Systems, clock: FileClock
) -> None:
    await register(runtime, systems)
    systems.put("sales", AHEAD)
    await collect_one(runtime, systems, SALES)
    clock.set(LATER)
    systems.put("sales", AHEAD)

    await collect_one(runtime, systems, SALES)

    assert [type(fact) for fact in await facts_of(runtime)][-4:] == [
        RecordRejected,
        CollectionCompleted,
        SalesReported,
        CollectionCompleted,
    ]


async def test_what_is_wrong_with_the_record_itself_stays_refused(
    runtime: Runtime, systems: Systems, clock: FileClock
) -> None:
    await register(runtime, systems)
    systems.put("sales", {**AHEAD, "sales": "plenty"})
    await collect_one(runtime, systems, SALES)
    clock.set(LATER)

    assert await collect_one(runtime, systems, SALES) == Tally()


async def test_a_refusal_for_other_reasons_than_before_says_the_present_ones(
    runtime: Runtime, systems: Systems, clock: FileClock
) -> None:
    await register(runtime, systems)
    delivery: Raw = {**NEW_TOWN, "registered_on": "2026-10-31"}
    systems.put("project", delivery)
    await collect_one(runtime, systems, PROJECT)
    clock.set(datetime(2026, 10, 31, 10, tzinfo=UTC))
    systems.put("project", delivery, delivery)

    await collect_one(runtime, systems, PROJECT)

    said = [[found.code for found in fact.findings] for fact in await facts(runtime, RecordRejected)]
    assert said == [["in_future", "unknown"], ["unknown"]]
    async with runtime.pool.connection() as conn:
        rows = await (await conn.execute("select count(*) from rejected_delivery")).fetchone()
    assert rows == (1,)


async def test_what_was_taken_before_stays_when_a_later_version_waits_for_its_time(
    runtime: Runtime, systems: Systems, clock: FileClock
) -> None:
    await register(runtime, systems)
    systems.put("sales", {**AHEAD, "sales": "9.00"}, GOOD["sales"])
    await collect_one(runtime, systems, SALES)
    clock.set(LATER)
    await collect_one(runtime, systems, SALES)

    assert [str(fact.sales) for fact in await facts(runtime, SalesReported)][-1] == "9.00"


async def test_the_list_of_refusals_says_what_was_taken_after_all(
    runtime: Runtime, systems: Systems, clock: FileClock, client: TestClient, as_: As
) -> None:
    await register(runtime, systems)
    systems.put("sales", AHEAD, {**AHEAD, "record_id": "odd", "sales": "\ud800", "note": "\ud800"})
    await collect_one(runtime, systems, SALES)
    clock.set(LATER)
    await collect_one(runtime, systems, SALES)

    answer = client.get("/api/ingest/rejections", headers=as_("dispatcher"))

    assert answer.status_code == 200
    found = {one["record_id"]: one["taken_at"] for one in answer.json()["items"]}
    assert found["odd"] is None
    assert found[str(AHEAD["record_id"])] is not None
