"""Collections of what people drop: what was not read is said, and nothing is vouched for as long as it lies there."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest
from fastapi.testclient import TestClient
from services.ingest.tests.collecting import collect_one, register
from services.ingest.tests.packages import header, number, package, rows, sheet, text
from services.ingest.tests.raw import CODE, GOOD
from services.ingest.tests.store import facts
from services.ingest.tests.systems import Systems

from tests.served import As
from zhouqi.events.contracts.ingest import CollectionFailed, FailureCause, RecordRejected
from zhouqi.ingest.collection.checkpoints import checkpoint
from zhouqi.ingest.dropped_files.misplaced import note_misplaced
from zhouqi.ingest.dropped_files.storage import known_files
from zhouqi.ingest.intake.tally import Tally
from zhouqi.ingest.kinds import BY_NAME, DropFolder
from zhouqi.ingest.sources import SourceFailed
from zhouqi.service.runtime import Runtime

PAYMENT = BY_NAME["payment"]


async def test_a_broken_workbook_is_refused_and_the_others_are_read(
    runtime: Runtime, systems: Systems
) -> None:
    await register(runtime, systems)
    (systems.folder / "payment" / "a.xlsx").write_bytes(b"broken")
    systems.put("payment", GOOD["payment"])

    for _ in range(2):
        with pytest.raises(SourceFailed, match="unread files:1"):
            await collect_one(runtime, systems, PAYMENT)

    (refused,) = await facts(runtime, RecordRejected)
    assert [(found.field, found.code) for found in refused.findings] == [("file", "other_content")]
    (failed,) = await facts(runtime, CollectionFailed)
    assert (failed.cause, failed.read, failed.accepted, failed.rejected) == (FailureCause.UNREAD, 2, 1, 1)


async def test_nothing_is_vouched_for_until_every_file_was_read(runtime: Runtime, systems: Systems) -> None:
    vouched_up_to = datetime(2026, 10, 30, 9, 30, tzinfo=UTC)
    await register(runtime, systems)
    systems.put("payment", GOOD["payment"])
    systems.vouch(vouched_up_to)
    assert await collect_one(runtime, systems, PAYMENT, vouched_up_to) == Tally(read=1, accepted=1)
    late = systems.folder / "payment" / "a.xls"
    late.write_bytes(b"an old workbook")
    systems.vouch(vouched_up_to + timedelta(minutes=20))

    for name in ("b.et", "b.xlsx"):
        with pytest.raises(SourceFailed, match="unread"):
            await collect_one(runtime, systems, PAYMENT)
        late = late.rename(late.with_name(name))
    assert await _complete_to(runtime) == vouched_up_to
    late.unlink()

    assert await collect_one(runtime, systems, PAYMENT) == Tally(read=2, rejected=2)
    assert await _complete_to(runtime) == vouched_up_to + timedelta(minutes=20)
    async with runtime.pool.connection() as conn:
        assert len(await known_files(conn, "payment")) == 1


async def test_a_file_that_is_still_arriving_is_waited_for(runtime: Runtime, systems: Systems) -> None:
    await register(runtime, systems)
    systems.put("payment", GOOD["payment"])
    (file,) = (systems.folder / "payment").glob("*.xlsx")
    whole = file.read_bytes()
    file.write_bytes(whole[:-40])

    with pytest.raises(SourceFailed, match="cut_off files-arriving:1"):
        await collect_one(runtime, systems, PAYMENT)
    file.write_bytes(whole)

    assert await collect_one(runtime, systems, PAYMENT) == Tally(read=1, accepted=1)
    assert not await facts(runtime, RecordRejected)


async def test_what_asks_for_everything_or_bears_any_name_costs_itself_alone(
    runtime: Runtime, systems: Systems
) -> None:
    await register(runtime, systems)
    folder = systems.folder / "payment"
    far = package(sheet('<row r="1048576"><c r="XFD1048576"><v>0</v></c></row>'))
    (folder / "a.xlsx").write_bytes(far)
    (folder / os.fsdecode("政策兑付11月.xlsx".encode("gbk"))).write_bytes(far)
    (folder / "附件.xlsx").mkdir()
    systems.put("payment", GOOD["payment"])

    for _ in range(2):
        with pytest.raises(SourceFailed, match="unread files:3"):
            await collect_one(runtime, systems, PAYMENT)

    refused = [[one.code for one in fact.findings] for fact in await facts(runtime, RecordRejected)]
    assert sorted(refused) == [["file_name"], ["no_file"], ["too_large"]]
    async with runtime.pool.connection() as conn:
        seen = await known_files(conn, "payment")
    assert {one.shown: one.cause for one in seen.values()} == {
        "a.xlsx": "too_large",
        "政策兑付11月.xlsx": "file_name",
        "附件.xlsx": "no_file",
        "文件_000000003-000000003.xlsx": None,
    }


async def test_what_lies_beside_the_folders_of_the_kinds_is_said_as_long_as_it_lies_there(
    runtime: Runtime, systems: Systems, client: TestClient, as_: As
) -> None:
    (systems.folder / "兑付.xlsx").write_bytes(b"a delivery in the wrong place")
    (systems.folder / "兑付资金").mkdir()
    (systems.folder / "~$兑付.xlsx").write_bytes(b"kept by Office for a while")

    def listed(account: str) -> list[tuple[str | None, str, str]]:
        items = client.get("/api/ingest/files", headers=as_(account)).json()["items"]
        return [(one["kind"], one["name"], one["cause"]) for one in items]

    await note_misplaced(runtime)
    await note_misplaced(runtime)
    assert listed("operator") == [(None, "兑付.xlsx", "misplaced"), (None, "兑付资金", "misplaced")]
    assert listed("department-finance") == []

    (systems.folder / "兑付.xlsx").unlink()
    (systems.folder / "兑付资金").rmdir()
    await note_misplaced(runtime)
    assert listed("operator") == []


async def test_codes_that_excel_mangled_are_nobodys(runtime: Runtime, systems: Systems) -> None:
    wire = BY_NAME["acceptance"].wire
    assert isinstance(wire, DropFolder)
    at, mangled = text("2026-10-30T09:00:00+08:00"), number("8.8800000000000001E+19")
    lines = [
        [mangled, at, text(CODE), None, text("2026-10-01")],
        [mangled, at, text(CODE), None, text("2026-10-02")],
        [text("YS-1"), at, number("240333052907021230"), None, text("2026-10-03")],
    ]
    content = package(sheet(rows(header(wire.headers), *lines)))
    (systems.subfolder(wire) / "a.xlsx").write_bytes(content)
    await register(runtime, systems)

    assert await collect_one(runtime, systems, BY_NAME["acceptance"]) == Tally(read=3, rejected=3)

    found = [
        [(one.field, one.code) for one in fact.findings] for fact in await facts(runtime, RecordRejected)
    ]
    assert found == [[("record_id", "not_text")]] * 2 + [[("project_code", "not_text")]]


async def _complete_to(runtime: Runtime) -> datetime | None:
    async with runtime.pool.connection() as conn:
        return (await checkpoint(conn, PAYMENT.source, "payment")).complete_to


async def test_what_was_refused_while_fewer_files_could_be_read_is_looked_at_again(
    runtime: Runtime, systems: Systems
) -> None:
    await register(runtime, systems)
    (systems.folder / "payment").mkdir(exist_ok=True)
    late = systems.folder / "payment" / "a.csv"
    late.write_text("没有表头\n", encoding="gb18030")
    with pytest.raises(SourceFailed, match="unread files:1"):
        await collect_one(runtime, systems, PAYMENT)
    async with runtime.pool.connection() as conn:
        await conn.execute("update app.dropped_file set mark = 'as it is'")
        migrated = resources.files("zhouqi.ingest") / "migrations" / "0007_more_formats.sql"
        await conn.execute(migrated.read_text("utf-8"))
        (seen,) = (await known_files(conn, "payment")).values()

    assert (seen.cause, seen.mark) == ("no_header", None)
