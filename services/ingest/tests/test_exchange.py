"""The exchange database: read in the order of its rows, as a role that can do nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import psycopg
import pytest
from services.ingest.tests.raw import GOOD
from services.ingest.tests.systems import Systems

from zhouqi.ingest.kinds import BY_NAME, Exchange
from zhouqi.ingest.wires import SourceFailed
from zhouqi.ingest.wires import exchange as wire
from zhouqi.ingest.wires.exchange import ExchangeReader

_WIRE = BY_NAME["attendance"].wire
assert isinstance(_WIRE, Exchange)
WIRE: Exchange = _WIRE


def _reader(dsn: str) -> ExchangeReader:
    return ExchangeReader(dsn, WIRE, "realname", timeout_seconds=2)


def _row(number: int) -> dict[str, object]:
    return {**GOOD["attendance"], "record_id": f"KQ{number}"}


async def test_rows_come_page_by_page_and_once(systems: Systems, monkeypatch: pytest.MonkeyPatch) -> None:
    systems.put("attendance", *(_row(number) for number in range(5)))
    monkeypatch.setattr(wire, "PAGE", 2)
    reader, seen, cursor, more = _reader(systems.reader_dsn), [], None, True

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
    assert await _reader(systems.reader_dsn).up_to() is None

    up_to = datetime(2026, 10, 30, 9, 30, tzinfo=UTC)
    systems.vouch(up_to)

    assert await _reader(systems.reader_dsn).up_to() == up_to


async def test_the_reader_can_only_read(systems: Systems) -> None:
    reader = _reader(systems.reader_dsn)

    with pytest.raises(SourceFailed):
        await reader._read(psycopg.sql.SQL("delete from exchange.attendance returning 1"), {})


async def test_a_statement_ends_in_time(systems: Systems) -> None:
    reader = ExchangeReader(systems.reader_dsn, WIRE, "realname", timeout_seconds=0.1)

    with pytest.raises(SourceFailed, match="unreachable"):
        await reader._read(psycopg.sql.SQL("select pg_sleep(20)"), {})


async def test_a_database_that_is_away_or_strange_has_a_cause(systems: Systems) -> None:
    with pytest.raises(SourceFailed, match="unreachable"):
        await _reader("postgresql://nobody@127.0.0.1:1/nowhere").page(None)
    with pytest.raises(SourceFailed, match="malformed"):
        await ExchangeReader(
            systems.reader_dsn, Exchange("nothing", ("record_id",)), "realname", timeout_seconds=2
        ).page(None)
