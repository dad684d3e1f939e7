"""The exchange database: read in the order of its rows, as a role that can do nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import psycopg
import pytest
from services.ingest.tests.raw import GOOD
from services.ingest.tests.systems import Systems, insert

from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.kinds import BY_NAME, Exchange
from zhouqi.ingest.settings import SourceSettings
from zhouqi.ingest.sources import Page, SourceFailed
from zhouqi.ingest.sources.exchange.reader import ExchangeReader

_WIRE = BY_NAME["attendance"].wire
assert isinstance(_WIRE, Exchange)
WIRE: Exchange = _WIRE


def _reader(dsn: str, page: int = 500, gap_seconds: float = 60, memory: str | None = None) -> ExchangeReader:
    source = SourceSettings(timeout_seconds=5, page=page, gap_seconds=gap_seconds)
    return ExchangeReader(dsn, WIRE, "realname", source, memory)


def _row(number: int) -> dict[str, object]:
    return {**GOOD["attendance"], "record_id": f"KQ{number}"}


def _ids(page: Page) -> list[object]:
    return [record["record_id"] for record in page.items]


async def test_rows_come_page_by_page_and_once(systems: Systems) -> None:
    systems.put("attendance", *(_row(number) for number in range(5)))
    reader, seen, cursor, more = _reader(systems.reader_dsn, page=2), [], None, True

    while more:
        page = await reader.page(cursor)
        seen += [record["record_id"] for record in page.items]
        cursor, more = page.next, page.more

    assert seen == [f"KQ{number}" for number in range(5)]
    assert (await reader.page(cursor)).items == []
    systems.put("attendance", _row(5))
    assert [record["record_id"] for record in (await reader.page(cursor)).items] == ["KQ5"]


async def test_a_row_reads_as_it_was_put(systems: Systems) -> None:
    systems.put("attendance", GOOD["attendance"])

    assert (await _reader(systems.reader_dsn).page(None)).items == [GOOD["attendance"]]


async def test_the_word_of_the_system_is_its_own(systems: Systems) -> None:
    assert await _reader(systems.reader_dsn).vouched_up_to() is None

    vouched_up_to = datetime(2026, 10, 30, 9, 30, tzinfo=UTC)
    systems.vouch(vouched_up_to)

    assert await _reader(systems.reader_dsn).vouched_up_to() == vouched_up_to


async def test_the_reader_can_only_read(systems: Systems) -> None:
    async with _reader(systems.reader_dsn)._asked() as conn:
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            await conn.execute("delete from exchange.attendance")


async def test_an_answer_ends_in_time(systems: Systems) -> None:
    hasty = ExchangeReader(systems.reader_dsn, WIRE, "realname", SourceSettings(timeout_seconds=0.1))

    with pytest.raises(SourceFailed, match="time_out"):
        async with hasty._asked() as conn:
            await conn.execute("select pg_sleep(20)")


@pytest.mark.parametrize(
    ("dsn", "cause"),
    [
        ("postgresql://nobody@127.0.0.1:1/nowhere", FailureCause.UNREACHABLE),
        ("this is no address", FailureCause.MALFORMED),
    ],
)
async def test_a_database_that_is_away_has_a_cause(dsn: str, cause: FailureCause) -> None:
    with pytest.raises(SourceFailed) as failed:
        await _reader(dsn).page(None)
    assert failed.value.cause is cause


async def test_a_row_that_is_seen_late_is_waited_for_and_read(systems: Systems) -> None:
    first, second = (psycopg.connect(systems.admin_dsn) for _ in range(2))
    systems.put("attendance", _row(1))
    with first, second:
        insert(first, 2, _row(2))
        insert(second, 3, _row(3))
        second.commit()

        page = await _reader(systems.reader_dsn).page(None)
        assert _ids(page) == ["KQ1", "KQ3"]
        assert page.unkept is not None
        assert (page.unkept.cause, page.unkept.detail) == (FailureCause.GAP, "seq:2-2")

        first.commit()
    page = await _reader(systems.reader_dsn, memory=page.memory).page(page.next)
    assert _ids(page) == ["KQ2"]
    assert (page.next, page.more, page.unkept) == ("3", False, None)


async def test_a_number_that_nobody_got_is_not_waited_for_any_longer_but_read_if_it_comes(
    systems: Systems,
) -> None:
    with psycopg.connect(systems.admin_dsn, autocommit=True) as conn:
        insert(conn, 7, _row(7))
        page = await _reader(systems.reader_dsn, gap_seconds=0).page(None)
        assert (_ids(page), page.unkept) == (["KQ7"], None)

        insert(conn, 4, _row(4))
    page = await _reader(systems.reader_dsn, memory=page.memory).page(page.next)
    assert _ids(page) == ["KQ4"]


async def test_more_late_rows_than_a_page_holds_are_all_read(systems: Systems) -> None:
    with psycopg.connect(systems.admin_dsn, autocommit=True) as conn:
        insert(conn, 9, _row(9))
        page = await _reader(systems.reader_dsn).page(None)
        for number in range(1, 9):
            insert(conn, number, _row(number))

    seen: list[object] = []
    while True:
        page = await _reader(systems.reader_dsn, page=3, memory=page.memory).page(page.next)
        seen += _ids(page)
        if not page.more:
            break
    assert seen == [f"KQ{number}" for number in range(1, 9)]
    assert page.unkept is None


@pytest.mark.parametrize("rows", [2, 5, 8], ids=["fewer", "as many", "more"])
async def test_a_table_that_is_filled_anew_is_noticed(systems: Systems, rows: int) -> None:
    systems.put("attendance", *(_row(number) for number in range(5)))
    page = await _reader(systems.reader_dsn).page(None)
    systems.clear()
    systems.put("attendance", *(_row(100 + number) for number in range(rows)))

    with pytest.raises(SourceFailed) as failed:
        await _reader(systems.reader_dsn, memory=page.memory).page(page.next)
    assert (failed.value.cause, failed.value.again) == (FailureCause.REFILLED, True)


async def test_a_table_that_was_emptied_of_what_was_read_is_no_other_one(systems: Systems) -> None:
    systems.put("attendance", _row(1), _row(2))
    page = await _reader(systems.reader_dsn).page(None)
    systems.clear()

    assert (await _reader(systems.reader_dsn, memory=page.memory).page(page.next)).items == []


CHANGES = {
    "updated_at:timestamptz": "alter updated_at type timestamptz using updated_at::timestamptz",
    "workers:int4": "alter workers type integer using workers::integer",
    "workers:numeric": "alter workers type numeric using workers::numeric",
    "day:date": "alter day type date using day::date",
    "record_id:uuid": "alter record_id type uuid using gen_random_uuid()",
    "manager_present:bool": "alter manager_present type boolean using manager_present = '是'",
    "withdrawn:int4": "alter withdrawn type integer using withdrawn::integer",
    "seq:numeric": "alter seq type numeric",
    "seq:text": "alter seq type text",
    "UndefinedColumn:42703": "drop column site_code",
}


@pytest.mark.parametrize("change", CHANGES)
async def test_another_type_than_was_agreed_is_said(systems: Systems, change: str) -> None:
    systems.put("attendance", GOOD["attendance"])
    with psycopg.connect(systems.admin_dsn, autocommit=True) as conn:
        conn.execute(f"alter table exchange.attendance {CHANGES[change]}")

    with pytest.raises(SourceFailed) as failed:
        await _reader(systems.reader_dsn).page(None)
    assert (failed.value.cause, failed.value.detail) == (FailureCause.CHANGED_SHAPE, change)


async def test_types_that_say_the_same_are_taken(systems: Systems) -> None:
    systems.put("attendance", GOOD["attendance"])
    with psycopg.connect(systems.admin_dsn, autocommit=True) as conn:
        conn.execute(
            "alter table exchange.attendance alter workers type varchar(40), alter seq type integer,"
            " alter withdrawn type text using '否'"
        )

    (record,) = (await _reader(systems.reader_dsn).page(None)).items
    assert record == {**GOOD["attendance"], "withdrawn": "否"}


async def test_numbers_that_lead_past_a_row_are_said(systems: Systems) -> None:
    with psycopg.connect(systems.admin_dsn, autocommit=True) as conn:
        conn.execute(
            "alter table exchange.attendance drop constraint attendance_pkey, alter seq drop not null"
        )
        for seq, said in ((-1, "seq:-1"), (None, "seq:null")):
            insert(conn, seq, _row(1))
            with pytest.raises(SourceFailed) as failed:
                await _reader(systems.reader_dsn).page(None)
            assert (failed.value.cause, failed.value.detail) == (FailureCause.MALFORMED, said)
            conn.execute("delete from exchange.attendance")
        insert(conn, 1, _row(1))
        insert(conn, 1, _row(2))
        with pytest.raises(SourceFailed, match="seq-twice:1"):
            await _reader(systems.reader_dsn, page=1).page(None)


async def test_a_text_without_end_takes_no_room(systems: Systems) -> None:
    systems.put("attendance", {**GOOD["attendance"], "site_code": "长" * 3_000_000})

    (record,) = (await _reader(systems.reader_dsn).page(None)).items
    assert record["site_code"] == "长" * 1000


async def test_a_word_of_another_type_is_said(systems: Systems) -> None:
    systems.vouch(datetime(2026, 10, 30, 9, 30, tzinfo=UTC))
    with psycopg.connect(systems.admin_dsn, autocommit=True) as conn:
        conn.execute("alter table exchange.delivered alter up_to type text")

    with pytest.raises(SourceFailed) as failed:
        await _reader(systems.reader_dsn).vouched_up_to()
    assert (failed.value.cause, failed.value.detail) == (FailureCause.CHANGED_SHAPE, "delivered.up_to:str")
