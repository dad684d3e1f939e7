"""How a collection fails: said with a cause, never a silent retry, and never for longer than its time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import httpx2
import psycopg
import pytest
from fastapi.testclient import TestClient
from services.ingest.tests.collecting import collect_one, register
from services.ingest.tests.raw import GOOD
from services.ingest.tests.store import facts
from services.ingest.tests.systems import Systems, answered, insert

from tests.served import As
from zhouqi.events.clock import FileClock
from zhouqi.events.contracts.ingest import (
    AttendanceReported,
    CollectionCompleted,
    CollectionFailed,
    FailureCause,
    RecordRejected,
    SalesReported,
)
from zhouqi.ingest.collection.checkpoints import Checkpoint, checkpoint
from zhouqi.ingest.collection.runs import RunUnfinished
from zhouqi.ingest.fields.parsing import Fields
from zhouqi.ingest.intake.tally import Tally
from zhouqi.ingest.kinds import BY_NAME, County, Kind
from zhouqi.ingest.records.commands import Link, Refusal, Statement
from zhouqi.ingest.records.decider import Record, RecordDecider
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.sources import SourceFailed
from zhouqi.service.runtime import Runtime
from zhouqi.service.settings import load

SALES = BY_NAME["sales"]
ATTENDANCE = BY_NAME["attendance"]


async def _failed(runtime: Runtime) -> list[tuple[FailureCause, str | None, int]]:
    return [(fact.cause, fact.detail, fact.read) for fact in await facts(runtime, CollectionFailed)]


async def _standing(runtime: Runtime, name: str = "sales") -> Checkpoint:
    async with runtime.pool.connection() as conn:
        return await checkpoint(conn, BY_NAME[name].source, name)


def _pages(following: Mapping[str | None, str]) -> Callable[[httpx2.Request], httpx2.Response]:
    """A source with one record a page, whose cursors lead on for ever as ``following`` says."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked = request.url.params.get("updated_after")
        return answered(200, {"items": [GOOD["sales"]], "next": following[asked], "more": True})

    return answer


@pytest.mark.parametrize(
    "following",
    [{None: "a", "a": "a"}, {None: "a", "a": "b", "b": "a"}, {None: "a", "a": "b", "b": "c", "c": "a"}],
    ids=["stands still", "two", "three"],
)
async def test_a_source_that_leads_in_a_circle_is_left_where_it_was_entered(
    runtime: Runtime, systems: Systems, following: Mapping[str | None, str]
) -> None:
    await register(runtime, systems)
    systems.instead = _pages(following)

    for _ in range(2):
        with pytest.raises(SourceFailed, match="no_progress"):
            await collect_one(runtime, systems, SALES)

    assert len(systems.asked) == 1 + 2 * len(following)
    assert [cause for cause, _, _ in await _failed(runtime)] == [FailureCause.NO_PROGRESS]
    assert (await _standing(runtime)).cursor is None


@pytest.mark.parametrize(
    ("name", "value"), [("RUN_PAGES", "3"), ("RUN_RECORDS", "3"), ("RUN_SECONDS", "0.000001")]
)
async def test_a_run_ends_within_its_bounds_and_the_next_goes_on(
    runtime: Runtime, systems: Systems, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"ZHOUQI_INGEST_{name}", value)
    monkeypatch.setenv("ZHOUQI_INGEST_SOURCES__PERFORMANCE__PAGE", "1")
    monkeypatch.setattr(runtime, "_own", load(IngestSettings))
    await register(runtime, systems)
    systems.put("sales", *({**GOOD["sales"], "record_id": f"XS{number}"} for number in range(5)))

    runs = 0
    while runs < 10:
        try:
            tally = await collect_one(runtime, systems, SALES)
            break
        except RunUnfinished:
            runs += 1

    assert tally == Tally(read=5, accepted=5)
    assert runs == {"RUN_PAGES": 1, "RUN_RECORDS": 1, "RUN_SECONDS": 4}[name]
    assert [cause for cause, _, _ in await _failed(runtime)] == [FailureCause.UNFINISHED]
    assert len(await facts(runtime, SalesReported)) == 5


async def test_a_source_that_asks_to_be_left_alone_is_also_after_a_restart_and_by_its_other_kinds(
    runtime: Runtime, systems: Systems
) -> None:
    await register(runtime, systems)
    systems.instead = lambda _: answered(429, b"", {"retry-after": "3600"})
    with pytest.raises(SourceFailed, match="throttled"):
        await collect_one(runtime, systems, SALES)
    systems.asked.clear()

    for kind in (SALES, BY_NAME["performance"]):
        with pytest.raises(SourceFailed) as failed:
            await collect_one(runtime, systems, kind)
        assert failed.value.pause is not None
        assert timedelta(minutes=59) < failed.value.pause <= timedelta(hours=1)

    assert systems.asked == []
    assert await _failed(runtime) == [(FailureCause.THROTTLED, "429", 0)]
    systems.instead = None
    await collect_one(runtime, systems, BY_NAME["permit"])


async def test_the_page_is_told_until_when_a_source_is_left_alone(
    runtime: Runtime, systems: Systems, client: TestClient, as_: As
) -> None:
    await register(runtime, systems)
    systems.instead = lambda _: answered(429, b"", {"retry-after": "3600"})
    with pytest.raises(SourceFailed, match="throttled"):
        await collect_one(runtime, systems, SALES)

    kinds = client.get("/api/ingest/kinds", headers=as_("leader")).json()

    assert {kind["source"] for kind in kinds if kind["paused_until"] is not None} == {SALES.source}


async def test_a_pause_that_the_clock_made_longer_than_it_can_be_is_over(
    runtime: Runtime, systems: Systems
) -> None:
    await register(runtime, systems)
    async with runtime.pool.connection() as conn:
        await conn.execute(
            "insert into app.source_pause values (%s, %s)",
            (SALES.source, datetime.now(UTC) + timedelta(days=1)),
        )

    assert await collect_one(runtime, systems, SALES) == Tally()


UNFORESEEN = {
    "anything": (RuntimeError("as nobody thought"), FailureCause.INTERNAL, "RuntimeError"),
    "text": (UnicodeDecodeError("utf-8", b"", 0, 1, "x"), FailureCause.INTERNAL, "UnicodeDecodeError"),
    "memory": (MemoryError(), FailureCause.OUT_OF_MEMORY, "MemoryError"),
    "disk": (OSError(28, "No space left on device"), FailureCause.DISK_FULL, "OSError"),
}


@pytest.mark.parametrize("what", UNFORESEEN)
async def test_what_nobody_foresaw_in_a_wire_is_said(runtime: Runtime, systems: Systems, what: str) -> None:
    error, cause, detail = UNFORESEEN[what]
    await register(runtime, systems)

    def broken(_: httpx2.Request) -> httpx2.Response:
        raise error

    systems.instead = broken

    with pytest.raises(SourceFailed) as failed:
        await collect_one(runtime, systems, SALES)

    assert failed.value.cause is cause
    assert await _failed(runtime) == [(cause, detail, 0)]


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (psycopg.errors.DiskFull("no space left"), FailureCause.DISK_FULL),
        (psycopg.OperationalError("the database is away"), FailureCause.STORE),
        (RuntimeError("a bug"), FailureCause.INTERNAL),
    ],
)
async def test_what_goes_wrong_in_recording_is_said_and_nothing_is_passed(
    runtime: Runtime, systems: Systems, monkeypatch: pytest.MonkeyPatch, error: Exception, cause: FailureCause
) -> None:
    await register(runtime, systems)
    systems.put("sales", GOOD["sales"], {**GOOD["sales"], "record_id": "second"})
    with monkeypatch.context() as patched:

        async def fails(*_: object) -> None:
            raise error

        patched.setattr("zhouqi.ingest.intake.recording.projects_of", fails)
        with pytest.raises(SourceFailed):
            await collect_one(runtime, systems, SALES)
    assert [(found, read) for found, _, read in await _failed(runtime)] == [(cause, 0)]

    assert await collect_one(runtime, systems, SALES) == Tally(read=2, accepted=2)


async def test_one_record_that_breaks_us_does_not_stop_those_behind_it(
    runtime: Runtime, systems: Systems, monkeypatch: pytest.MonkeyPatch
) -> None:
    await register(runtime, systems)
    records = [
        {**GOOD["sales"], "record_id": name} for name in ("XS1", "breaks-reading", "XS2", "breaks-writing")
    ]
    systems.put("sales", *records)
    read, decide = Kind.read, RecordDecider.decide

    def reads(self: Kind, fields: Fields, place: County) -> object:
        if fields.raw["record_id"] == "breaks-reading":
            raise RuntimeError("a bug")
        return read(self, fields, place)

    def decides(self: RecordDecider, command: Statement | Refusal | Link, state: Record) -> object:
        if isinstance(command, Statement) and command.record_id == "breaks-writing":
            raise RuntimeError("a bug")
        return decide(self, command, state)

    with monkeypatch.context() as patched:
        patched.setattr(Kind, "read", reads)
        patched.setattr(RecordDecider, "decide", decides)
        assert await collect_one(runtime, systems, SALES) == Tally(read=4, accepted=2, rejected=2)

    refused = await facts(runtime, RecordRejected)
    assert {(one.record_id, one.findings[0].code) for one in refused} == {
        ("breaks-reading", "unforeseen"),
        ("breaks-writing", "unforeseen"),
    }
    assert await collect_one(runtime, systems, SALES) == Tally(read=2, accepted=2)  # mended, and taken


async def test_a_table_that_begins_anew_is_said_and_read_again_at_once(
    runtime: Runtime, systems: Systems
) -> None:
    await register(runtime, systems)
    systems.put("attendance", *({**GOOD["attendance"], "record_id": f"KQ{n}"} for n in range(3)))
    await collect_one(runtime, systems, ATTENDANCE)
    systems.clear()
    systems.put("attendance", {**GOOD["attendance"], "record_id": "night"})

    assert await collect_one(runtime, systems, ATTENDANCE) == Tally(read=1, accepted=1)

    assert await _failed(runtime) == [(FailureCause.REFILLED, "seq:1-below-3", 0)]
    assert len(await facts(runtime, AttendanceReported)) == 4


async def test_a_day_is_not_vouched_for_while_a_row_may_still_come(
    runtime: Runtime, systems: Systems, clock: FileClock
) -> None:
    await register(runtime, systems)
    systems.vouch(clock.now())
    late, early = (psycopg.connect(systems.admin_dsn) for _ in range(2))
    with late, early:
        insert(late, 1, {**GOOD["attendance"], "record_id": "late"})
        insert(early, 2, GOOD["attendance"])
        early.commit()
        with pytest.raises(SourceFailed, match="gap"):
            await collect_one(runtime, systems, ATTENDANCE)
        assert (await _standing(runtime, "attendance")).complete_to is None
        late.commit()

    assert await collect_one(runtime, systems, ATTENDANCE) == Tally(read=2, accepted=2)
    assert await _failed(runtime) == [(FailureCause.GAP, "seq:1-1", 1)]
    assert (await _standing(runtime, "attendance")).complete_to == clock.now()


async def test_nobody_vouches_for_a_time_to_come(
    runtime: Runtime, systems: Systems, clock: FileClock
) -> None:
    await register(runtime, systems)
    systems.put("attendance", GOOD["attendance"])
    systems.vouch(clock.now() + timedelta(days=1))

    with pytest.raises(SourceFailed, match="implausible"):
        await collect_one(runtime, systems, ATTENDANCE)

    assert len(await facts(runtime, AttendanceReported)) == 1
    assert [run.kind for run in await facts(runtime, CollectionCompleted)] == ["register"]


async def test_the_register_fails_as_any_kind_does(runtime: Runtime, systems: Systems) -> None:
    systems.instead = lambda _: answered(
        200, json.dumps(systems.register).encode(), {"content-encoding": "gzip"}
    )

    with pytest.raises(SourceFailed, match="bad_encoding"):
        await register(runtime, systems)

    (failed,) = await facts(runtime, CollectionFailed)
    assert (failed.kind, failed.cause) == ("register", FailureCause.BAD_ENCODING)
