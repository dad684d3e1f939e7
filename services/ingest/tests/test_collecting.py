"""Every kind over its own wire: collected, linked, counted, and resumed where the last run stopped."""

from __future__ import annotations

from services.ingest.tests.raw import GOOD
from services.ingest.tests.store import facts_of
from services.ingest.tests.systems import Systems

from zhouqi.events.contracts.ingest import CollectionCompleted, RecordFact
from zhouqi.ingest.collection import Tally
from zhouqi.ingest.collector import Collector
from zhouqi.ingest.kinds import KINDS
from zhouqi.ingest.kinds.project import project_id
from zhouqi.ingest.registrar import Registrar
from zhouqi.ingest.settings import IngestSettings
from zhouqi.service.runtime import Runtime


async def test_a_record_of_every_kind_comes_in_with_its_project(runtime: Runtime, systems: Systems) -> None:
    for name, record in GOOD.items():
        systems.put(name, record)

    async with systems.opened(runtime.own(IngestSettings), runtime.clock) as wires:
        await Registrar(runtime, wires).collect()
        for kind in sorted(KINDS, key=lambda kind: kind.rank):
            assert await Collector(runtime, wires).collect(kind) == Tally(read=1, accepted=1), kind.name

    facts = await facts_of(runtime)
    records = [fact for fact in facts if isinstance(fact, RecordFact)]
    assert {fact.project_id for fact in records} == {project_id("330529", "approval", "SP-2024-000017")}
    assert len(records) == len(KINDS) - 1
    runs = [fact for fact in facts if isinstance(fact, CollectionCompleted)]
    assert [fact.kind for fact in runs][0] == "register"
    assert len(runs) == len(KINDS) + 1
