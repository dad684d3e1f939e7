"""Records find their projects by their identifiers, in whatever order everything arrives."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from random import Random

from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from services.ingest.tests.collecting import collect, register
from services.ingest.tests.raw import CODE, ENTERPRISE, GOOD, PERMIT
from services.ingest.tests.store import empty, facts
from services.ingest.tests.systems import Systems

from tests.postgres import Database
from zhouqi.events.contracts.ingest import RecordLinked
from zhouqi.ingest.app import service
from zhouqi.ingest.crosswalk.links import link_records
from zhouqi.ingest.kinds.project import project_id
from zhouqi.service.identity import permissions
from zhouqi.service.runtime import Runtime, make_runtimes
from zhouqi.service.settings import Settings

ONE = project_id("330529", "approval", "SP-2024-000017")
OTHER = project_id("330529", "approval", "SP-2024-000018")
OTHER_CODE = "2404-330529-04-01-654321"
BARE_CODE = CODE.replace("-", "")
PERMIT_2 = "330529202404180202"
SITE_2, SITE_3 = "3305292024000018", "3305292024000019"


async def _links(runtime: Runtime) -> dict[str, str | None]:
    async with runtime.pool.connection() as conn:
        rows = await conn.execute("select stream, project_id from source_record where kind <> 'project'")
        return {
            str(stream): None if project is None else str(project)
            for stream, project in await rows.fetchall()
        }


async def test_what_waits_is_linked_when_its_identifier_becomes_known(
    runtime: Runtime, systems: Systems
) -> None:
    await register(runtime, systems)
    systems.put("sales", GOOD["sales"])
    await collect(runtime, systems, ["sales"])
    assert await link_records(runtime) == 0

    systems.put("project", GOOD["project"])
    await collect(runtime, systems, ["project"])

    assert await link_records(runtime) == 1
    assert await link_records(runtime) == 0
    (linked,) = await facts(runtime, RecordLinked)
    assert (linked.project_id, linked.matched_by, linked.kind) == (ONE, "project_code", "sales")


async def test_attendance_finds_its_project_over_site_and_permit(runtime: Runtime, systems: Systems) -> None:
    await register(runtime, systems)
    systems.put("attendance", {**GOOD["attendance"], "permit_number": None})
    systems.put("site", GOOD["site"])
    systems.put("permit", GOOD["permit"])
    systems.put("project", GOOD["project"])

    await collect(runtime, systems, ["attendance", "site", "permit", "project"])
    await link_records(runtime)

    matched = {fact.kind: fact.matched_by for fact in await facts(runtime, RecordLinked)}
    assert matched == {"attendance": "site_code", "site": "permit_number", "permit": "project_code"}
    assert set((await _links(runtime)).values()) == {str(ONE)}


async def test_a_revised_record_stays_linked_and_follows_its_identifier(
    runtime: Runtime, systems: Systems
) -> None:
    await register(runtime, systems)
    other = {**GOOD["project"], "record_id": "SP-2024-000018", "project_code": OTHER_CODE}
    systems.put("project", GOOD["project"], other)
    systems.put(
        "acceptance",
        GOOD["acceptance"],
        {
            **GOOD["acceptance"],
            "updated_at": "2026-04-01T00:00:00+08:00",
            "project_code": None,
            "permit_number": None,
        },
    )
    await collect(runtime, systems, ["project", "acceptance"])
    assert list((await _links(runtime)).values()) == [str(ONE)]

    revised = {**GOOD["acceptance"], "updated_at": "2026-05-01T00:00:00+08:00", "project_code": OTHER_CODE}
    systems.put("acceptance", revised)
    await collect(runtime, systems, ["acceptance"])

    assert list((await _links(runtime)).values()) == [str(OTHER)]
    assert not await facts(runtime, RecordLinked)


async def test_a_permit_that_turns_out_to_be_another_projects_moves_what_hangs_on_it(
    runtime: Runtime, systems: Systems
) -> None:
    await register(runtime, systems)
    other = {**GOOD["project"], "record_id": "SP-2024-000018", "project_code": OTHER_CODE}
    systems.put("project", GOOD["project"], other)
    systems.put("permit", GOOD["permit"])
    systems.put("site", GOOD["site"])
    await collect(runtime, systems, ["project", "permit", "site"])
    assert set((await _links(runtime)).values()) == {str(ONE)}

    systems.put(
        "permit", {**GOOD["permit"], "updated_at": "2026-05-01T00:00:00+08:00", "project_code": OTHER_CODE}
    )
    await collect(runtime, systems, ["permit"])
    await link_records(runtime)

    assert set((await _links(runtime)).values()) == {str(OTHER)}


async def test_an_enterprise_means_its_project_only_while_it_has_one(
    runtime: Runtime, systems: Systems
) -> None:
    await register(runtime, systems)
    nameless = {**GOOD["acceptance"], "project_code": None, "permit_number": None}
    systems.put("acceptance", nameless)
    systems.put("project", GOOD["project"])
    await collect(runtime, systems, ["acceptance", "project"])
    assert await link_records(runtime) == 0, "the acceptance names no enterprise either"
    async with runtime.pool.connection() as conn:
        known = "select project_id from identifier where scheme = 'enterprise_code' and value = %s"
        assert await (await conn.execute(known, (ENTERPRISE,))).fetchone() == (ONE,)

    second = {**GOOD["project"], "record_id": "SP-2024-000018", "project_code": OTHER_CODE}
    systems.put("project", second)
    await collect(runtime, systems, ["project"])

    async with runtime.pool.connection() as conn:
        assert await (await conn.execute(known, (ENTERPRISE,))).fetchone() is None


_COUNTY: list[tuple[str, dict[str, object]]] = [
    ("project", GOOD["project"]),
    ("project", {**GOOD["project"], "record_id": "SP-2024-000018", "project_code": OTHER_CODE}),
    (
        "project",
        {
            **GOOD["project"],
            "record_id": "SP-2024-000018",
            "project_code": OTHER_CODE,
            "updated_at": "2024-09-01T00:00:00+08:00",
            "withdrawn": True,
        },
    ),
    ("permit", GOOD["permit"]),
    ("permit", {**GOOD["permit"], "record_id": "permit-2", "permit_number": PERMIT_2, "project_code": OTHER_CODE}),
    ("site", GOOD["site"]),
    ("site", {**GOOD["site"], "record_id": "site-2", "site_code": SITE_2, "permit_number": PERMIT_2}),
    ("site", {**GOOD["site"], "record_id": "site-3", "permit_number": PERMIT_2, "withdrawn": True}),
    ("attendance", {**GOOD["attendance"], "permit_number": None}),
    ("attendance", {**GOOD["attendance"], "record_id": "a-2", "site_code": SITE_2, "permit_number": None}),
    ("attendance", {**GOOD["attendance"], "record_id": "a-3", "site_code": SITE_3, "permit_number": PERMIT}),
    ("attendance", {**GOOD["attendance"], "record_id": "a-4", "site_code": SITE_3, "permit_number": None}),
    ("acceptance", {**GOOD["acceptance"], "project_code": None}),
    ("acceptance", {**GOOD["acceptance"], "record_id": "b-2", "permit_number": None, "project_code": BARE_CODE}),
    ("sales", GOOD["sales"]),
    ("sales", {**GOOD["sales"], "record_id": "s-2", "project_code": OTHER_CODE, "enterprise_code": None}),
]  # fmt: skip
_WANTED = {
    "record/permit/approval-permit-1": ONE,
    "record/permit/approval-permit-2": OTHER,
    "record/site/smartsite-site-1": ONE,
    "record/site/smartsite-site-2": OTHER,
    "record/attendance/realname-attendance-1": ONE,
    "record/attendance/realname-a-2": OTHER,
    "record/attendance/realname-a-3": ONE,
    "record/attendance/realname-a-4": ONE,
    "record/acceptance/acceptance-acceptance-1": ONE,
    "record/acceptance/acceptance-b-2": ONE,
    "record/sales/performance-sales-1": ONE,
    "record/sales/performance-s-2": OTHER,
}


async def _linked_in(
    order: Sequence[int], is_transient: Random, settings_: Settings, systems: Systems
) -> dict[str, str | None]:
    """The links after these records arrived one by one, with passes in between now and then."""
    (runtime,) = make_runtimes([service], settings_, permissions.load())
    await runtime.open()
    try:
        await register(runtime, systems)
        for number in order:
            name, record = _COUNTY[number]
            systems.put(name, record)
            await collect(runtime, systems, [name])
            if is_transient.random() < 0.2:
                await link_records(runtime)
        await link_records(runtime)
        assert await link_records(runtime) == 0
        return await _links(runtime)
    finally:
        await runtime.close()


@examples(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(_COUNTY))), is_transient=st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_links(
    settings: Settings, systems: Systems, database: Database, order: Sequence[int], is_transient: Random
) -> None:
    empty(database)
    systems.clear()

    links = asyncio.run(_linked_in(order, is_transient, settings, systems))

    assert links == {stream: str(project) for stream, project in _WANTED.items()}
