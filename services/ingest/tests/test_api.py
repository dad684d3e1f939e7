"""HTTP of ingest: what each account sees of kinds, runs, refusals and waiting records, and may order."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fastapi.testclient import TestClient
from services.ingest.tests.collecting import collect, register
from services.ingest.tests.raw import GOOD
from services.ingest.tests.systems import Systems

from tests.served import As
from zhouqi.ingest.app import service
from zhouqi.ingest.jobs.workers import Worker
from zhouqi.ingest.kinds import KINDS
from zhouqi.ingest.sources import SourceFailed
from zhouqi.service.identity import permissions
from zhouqi.service.runtime import Runtime, make_runtimes
from zhouqi.service.settings import Settings

NAMES = [kind.name for kind in KINDS]


async def _within(settings: Settings, work: Any) -> None:
    (runtime,) = make_runtimes([service], settings, permissions.load())
    await runtime.open()
    try:
        await work(runtime)
    finally:
        await runtime.close()


@pytest.fixture
def county(systems: Systems, settings: Settings) -> None:
    """One good record of each kind, a refused one of each; sales wait for a project that nobody knows."""
    for name, record in GOOD.items():
        systems.put(name, record, {**record, "record_id": f"{name}-bad", "updated_at": None})
    systems.put("sales", {**GOOD["sales"], "record_id": "lost", "project_code": "2404-330529-04-01-654321"})

    async def work(runtime: Runtime) -> None:
        await register(runtime, systems)
        await collect(runtime, systems)

    asyncio.run(_within(settings, work))


@pytest.mark.usefixtures("county")
def test_a_leader_sees_every_kind_and_how_it_stands(client: TestClient, as_: As) -> None:
    kinds = client.get("/api/ingest/kinds", headers=as_("leader")).json()

    assert [kind["name"] for kind in kinds] == NAMES
    sales = next(kind for kind in kinds if kind["name"] == "sales")
    assert sales["title"] == {"zh": "销售", "en": "Sales"}
    assert (sales["source"], sales["department"], sales["wire"]) == ("performance", "industry", "rest")
    assert (sales["records"], sales["unmatched"], sales["rejected"]) == (2, 1, 1)
    assert sales["state"] == "idle"
    assert (sales["last"]["read"], sales["last"]["accepted"], sales["last"]["cause"]) == (3, 2, None)


@pytest.mark.usefixtures("county")
def test_a_department_sees_its_own_kinds_runs_refusals_and_waiting_records(
    client: TestClient, as_: As
) -> None:
    mine = as_("department-industry")
    own = {kind.name for kind in KINDS if kind.department == "industry"}

    assert {one["name"] for one in client.get("/api/ingest/kinds", headers=mine).json()} == own
    assert {one["kind"] for one in client.get("/api/ingest/collections", headers=mine).json()} == own
    refused = client.get("/api/ingest/rejections", headers=mine).json()
    assert {one["kind"] for one in refused["items"]} == own
    assert refused["total"] == len(own)
    waiting = client.get("/api/ingest/unmatched", headers=mine).json()
    assert [one["record_id"] for one in waiting["items"]] == ["lost"]
    other = as_("department-tax")
    assert client.get("/api/ingest/unmatched", headers=other).json() == {
        "total": 0,
        "items": [],
        "next": None,
    }


@pytest.mark.usefixtures("county")
def test_lists_come_in_pages_that_miss_nothing(client: TestClient, as_: As) -> None:
    seen: list[str] = []
    query: dict[str, Any] = {"limit": 5}
    while True:
        page = client.get("/api/ingest/rejections", params=query, headers=as_("dispatcher")).json()
        assert page["total"] == len(NAMES)
        seen += [one["kind"] for one in page["items"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]

    assert sorted(seen) == sorted(NAMES)


@pytest.mark.usefixtures("county")
def test_a_refusal_shows_the_record_as_it_was_delivered(client: TestClient, as_: As) -> None:
    page = client.get("/api/ingest/rejections", headers=as_("department-tax")).json()

    (refused,) = page["items"]
    assert refused["findings"] == [{"field": "updated_at", "code": "missing", "column": None}]
    assert (refused["file"], refused["row"]) == (None, None)
    assert refused["raw"]["tax"] == GOOD["tax"]["tax"]


@pytest.mark.usefixtures("county")
def test_a_refused_row_says_where_it_stands_and_a_file_that_was_not_read_is_listed(
    client: TestClient, as_: As, systems: Systems, settings: Settings
) -> None:
    (systems.folder / "payment" / "兑付.docx").write_bytes(b"another program's")

    async def work(runtime: Runtime) -> None:
        with pytest.raises(SourceFailed):
            await collect(runtime, systems, ["payment"])

    asyncio.run(_within(settings, work))

    mine, other = as_("department-finance"), as_("department-tax")
    items = client.get("/api/ingest/rejections", headers=mine).json()["items"]
    file, row = sorted(items, key=lambda one: one["row"] is not None)
    assert (file["file"], file["row"], file["findings"][0]["code"]) == ("兑付.docx", None, "other_format")
    assert (row["file"], row["row"]) == ("文件_000000000-000000000.xlsx", 3)
    assert row["findings"] == [{"field": "updated_at", "code": "missing", "column": "更新时间"}]
    unread = client.get("/api/ingest/files", headers=mine).json()
    assert [(one["kind"], one["name"], one["cause"]) for one in unread["items"]] == [
        ("payment", "兑付.docx", "other_format")
    ]
    assert client.get("/api/ingest/files", headers=other).json() == {"total": 0, "items": []}
    kinds = client.get("/api/ingest/kinds", headers=mine).json()
    assert [
        (kind["last"]["cause"], kind["last"]["detail"]) for kind in kinds if kind["name"] == "payment"
    ] == [("unread", "files:1")]


@pytest.mark.parametrize(
    ("path", "allowed", "refused"),
    [
        ("/kinds", ["leader", "dispatcher", "department-tax", "operator"], ["township-330529100"]),
        ("/collections", ["leader", "dispatcher", "operator"], ["township-330529100"]),
        ("/files", ["dispatcher", "department-tax", "operator"], ["leader", "township-330529100"]),
        ("/rejections", ["dispatcher", "department-tax", "operator"], ["leader", "township-330529100"]),
        ("/unmatched", ["dispatcher", "department-tax", "operator"], ["leader", "township-330529100"]),
        ("/day", ["leader", "township-330529100"], []),
    ],
)
def test_each_route_asks_for_its_permission(
    client: TestClient, as_: As, path: str, allowed: list[str], refused: list[str]
) -> None:
    assert client.get(f"/api/ingest{path}").status_code == 401
    for account in allowed:
        assert client.get(f"/api/ingest{path}", headers=as_(account)).status_code == 200, account
    for account in refused:
        assert client.get(f"/api/ingest{path}", headers=as_(account)).status_code == 403, account


def test_a_collection_on_demand_waits_in_the_queue_and_is_done_by_a_worker(
    client: TestClient, as_: As, systems: Systems, settings: Settings
) -> None:
    systems.put("sales", GOOD["sales"])
    operator, leader = as_("operator"), as_("leader")
    assert client.post("/api/ingest/collections/sales", headers=leader).status_code == 403
    assert client.post("/api/ingest/collections/gossip", headers=operator).status_code == 404

    for kind in ("register", "sales"):
        first = client.post(f"/api/ingest/collections/{kind}", headers=operator)
        again = client.post(f"/api/ingest/collections/{kind}", headers=operator)
        assert (first.status_code, first.json()) == (202, {"kind": kind, "new": True})
        assert again.json() == {"kind": kind, "new": False}
    queued = {one["name"]: one["state"] for one in client.get("/api/ingest/kinds", headers=operator).json()}
    assert queued["sales"] == "queued"

    async def work(runtime: Runtime) -> None:
        await Worker(runtime).work_off()

    asyncio.run(_within(settings, work))

    runs = client.get("/api/ingest/collections", headers=operator).json()
    assert {(run["kind"], run["accepted"] > 0) for run in runs} == {("register", True), ("sales", True)}


def test_runs_that_ended_at_one_business_time_stand_latest_first(
    client: TestClient, as_: As, settings: Settings, systems: Systems
) -> None:
    """The demo's day stands still: what was mended must not stand below the failure that it mended."""
    sizes = [1, 2, 3, 4, 5]

    async def work(runtime: Runtime) -> None:
        await register(runtime, systems)
        for size in sizes:
            for n in range(size):
                systems.put("sales", {**GOOD["sales"], "record_id": f"{size}-{n}"})
            await collect(runtime, systems, ["sales"])

    asyncio.run(_within(settings, work))

    runs = client.get("/api/ingest/collections", headers=as_("operator")).json()
    sales = [run for run in runs if run["kind"] == "sales"]
    assert len({run["ended_at"] for run in sales}) == 1
    assert [run["read"] for run in sales] == sizes[::-1]
    kinds = client.get("/api/ingest/kinds", headers=as_("operator")).json()
    assert [kind["last"]["read"] for kind in kinds if kind["name"] == "sales"] == [sizes[-1]]


def test_records_are_counted_when_something_was_written_and_not_at_each_look(
    client: TestClient, as_: As, settings: Settings, systems: Systems, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]

    async def collecting(runtime: Runtime) -> None:
        await register(runtime, systems)
        await collect(runtime, systems, ["sales"])

    monkeypatch.setattr("zhouqi.ingest.monitor.counters.monotonic", lambda: now[0])

    def sales() -> int:
        kinds = client.get("/api/ingest/kinds", headers=as_("leader")).json()
        return next(int(kind["records"]) for kind in kinds if kind["name"] == "sales")

    assert sales() == 0
    systems.put("sales", GOOD["sales"])
    asyncio.run(_within(settings, collecting))
    assert sales() == 0, "within ten seconds the last count stands"

    now[0] += 10
    assert sales() == 1
    with monkeypatch.context() as broken:
        now[0] += 100
        broken.setattr("zhouqi.ingest.monitor.counters._COUNTS", "select 1 / 0")
        assert sales() == 1, "nothing was written, so nothing is counted"
