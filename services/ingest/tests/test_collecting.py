"""Every kind over its own wire: collected, linked, counted, and resumed where the last run stopped."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from services.ingest.tests.collecting import RANKED, collect, collect_one, register
from services.ingest.tests.raw import GOOD
from services.ingest.tests.store import facts, facts_of
from services.ingest.tests.systems import Systems

from zhouqi.events.clock import FileClock
from zhouqi.events.contracts.ingest import (
    CollectionCompleted,
    CollectionFailed,
    RecordFact,
    RecordLinked,
    RecordRejected,
)
from zhouqi.ingest.collection.checkpoints import checkpoint
from zhouqi.ingest.collection.collector import Collector
from zhouqi.ingest.collection.runs import SourceBehind
from zhouqi.ingest.intake.tally import Tally
from zhouqi.ingest.kinds import BY_NAME, KINDS
from zhouqi.ingest.kinds.project import project_id
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.sources import SourceFailed
from zhouqi.service.runtime import Runtime

PROJECT_ID = project_id("330529", "approval", "SP-2024-000017")


async def test_a_record_of_every_kind_comes_in_with_its_project(runtime: Runtime, systems: Systems) -> None:
    for name, record in GOOD.items():
        systems.put(name, record)

    await register(runtime, systems)
    await collect(runtime, systems)

    records = await facts(runtime, RecordFact)
    assert len(records) == len(KINDS) - 1
    assert {fact.project_id for fact in records} == {PROJECT_ID}
    assert not await facts(runtime, RecordLinked)
    runs = await facts(runtime, CollectionCompleted)
    assert [fact.kind for fact in runs] == ["register", *RANKED]
    assert all((fact.read, fact.accepted) == (1, 1) for fact in runs[1:])


@pytest.mark.parametrize("name", ["sales", "attendance", "payment"])
async def test_a_run_goes_on_where_the_last_one_stopped(
    runtime: Runtime, systems: Systems, name: str
) -> None:
    kind = BY_NAME[name]
    await register(runtime, systems)
    systems.put(name, GOOD[name], {**GOOD[name], "record_id": "second"})
    assert await collect_one(runtime, systems, kind) == Tally(read=2, accepted=2)
    assert await collect_one(runtime, systems, kind) == Tally()

    newer = {**GOOD[name], "updated_at": "2026-03-06T09:00:00+08:00"}
    systems.put(name, newer, {**newer, "record_id": "bad", "updated_at": None}, newer)

    assert await collect_one(runtime, systems, kind) == Tally(read=3, accepted=1, rejected=1, unchanged=1)
    assert len(await facts(runtime, RecordRejected)) == 1


async def test_a_source_that_fails_is_said_once_a_day_for_one_cause(
    runtime: Runtime, systems: Systems, clock: FileClock
) -> None:
    await register(runtime, systems)
    systems.down = True

    for _ in range(3):
        with pytest.raises(SourceFailed, match="source_error"):
            await collect_one(runtime, systems, BY_NAME["sales"])
    assert [fact.cause for fact in await facts(runtime, CollectionFailed)] == ["source_error"]

    clock.set(datetime(2026, 10, 31, 10, tzinfo=UTC))
    with pytest.raises(SourceFailed):
        await collect_one(runtime, systems, BY_NAME["sales"])
    assert len(await facts(runtime, CollectionFailed)) == 2


async def test_a_wire_that_is_not_configured_fails_and_is_not_empty(
    runtime: Runtime, systems: Systems
) -> None:
    bare = IngestSettings(exchange_dsn=None, drops=None)
    await register(runtime, systems)
    async with systems.opened(bare, runtime.clock) as sources:
        for name in ("attendance", "site", "acceptance", "inputs", "payment"):
            with pytest.raises(SourceFailed, match="unconfigured"):
                await Collector(runtime, sources).collect(BY_NAME[name])

    assert {fact.cause for fact in await facts(runtime, CollectionFailed)} == {"unconfigured"}


async def test_without_the_register_nothing_is_judged(runtime: Runtime, systems: Systems) -> None:
    systems.put("project", GOOD["project"])

    with pytest.raises(SourceFailed, match="register"):
        await collect(runtime, systems, ["project"])

    assert not await facts(runtime, RecordRejected)


async def test_a_run_that_waits_for_its_source_takes_what_is_there_and_stays_open(
    runtime: Runtime, systems: Systems
) -> None:
    kind, needed = BY_NAME["attendance"], datetime(2026, 10, 30, 9, 30, tzinfo=UTC)
    await register(runtime, systems)
    systems.put("attendance", GOOD["attendance"])
    systems.vouch(datetime(2026, 10, 30, 9, 29, tzinfo=UTC))

    for _ in range(2):
        with pytest.raises(SourceBehind):
            await collect_one(runtime, systems, kind, needed)
    assert [fact.kind for fact in await facts(runtime, CollectionCompleted)] == ["register"]
    systems.put("attendance", {**GOOD["attendance"], "record_id": "later"})
    systems.vouch(needed)

    assert await collect_one(runtime, systems, kind, needed) == Tally(read=2, accepted=2)
    async with runtime.pool.connection() as conn:
        assert (await checkpoint(conn, kind.source, kind.name)).complete_to == needed


async def test_an_interrupted_run_repeats_a_page_to_no_effect(
    runtime: Runtime, systems: Systems, monkeypatch: pytest.MonkeyPatch
) -> None:
    await register(runtime, systems)
    systems.put("sales", GOOD["sales"])
    async with systems.opened(runtime.own(IngestSettings), runtime.clock) as sources:
        collector = Collector(runtime, sources)
        with monkeypatch.context() as patched:

            async def killed(*_: object) -> None:
                raise KeyboardInterrupt

            patched.setattr("zhouqi.ingest.collection.collector.save_checkpoint", killed)
            with pytest.raises(KeyboardInterrupt):
                await collector.collect(BY_NAME["sales"])
        before = await facts_of(runtime)

        assert await collector.collect(BY_NAME["sales"]) == Tally(read=1, unchanged=1)

    assert (await facts_of(runtime))[: len(before)] == before
    assert len(await facts(runtime, RecordFact)) == 1
