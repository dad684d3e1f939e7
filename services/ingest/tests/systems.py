"""Source systems of a test: what they hold is put there by hand, on all three wires."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path

import httpx2
import psycopg
import xlsxwriter
from psycopg import sql
from services.ingest.tests.raw import TOWNSHIPS

from zhouqi.events import Clock
from zhouqi.ingest.kinds import BY_NAME, DropFolder, Exchange, Rest
from zhouqi.ingest.settings import IngestSettings, SourceSettings
from zhouqi.ingest.sources import SourceSystems
from zhouqi.ingest.sources.rest.client import SourceClient

Raw = Mapping[str, object]
_WIRE = BY_NAME["attendance"].wire
assert isinstance(_WIRE, Exchange)
_ATTENDANCE: Exchange = _WIRE


class Answered(SourceSystems):
    """The sources with one client for all that speak HTTP."""

    def __init__(self, settings: IngestSettings, clock: Clock, client: httpx2.AsyncClient) -> None:
        super().__init__(settings, clock, AsyncExitStack())
        self._client = client

    async def _http(self, system: str, source: SourceSettings) -> SourceClient:
        return SourceClient(self._client, source)


class Systems:
    """Raw records by kind, in the order in which they were put out; ``up_to`` is what is vouched for."""

    def __init__(self, folder: Path, admin_dsn: str, reader_dsn: str, reader: str) -> None:
        self.folder = folder
        self.admin_dsn = admin_dsn
        self.reader_dsn = reader_dsn
        self.rest: dict[str, list[Raw]] = {}
        self.register: dict[str, object] = {
            "townships": [{"code": code, "name": name} for code, name in TOWNSHIPS.items()],
            "enterprises": [],
            "accounts": [{"id": "leader", "name": "澄川县领导", "role": "leader", "scope": None}],
        }
        self.down = False
        self.instead: Callable[[httpx2.Request], httpx2.Response] | None = None
        self.dead: set[str] = set()
        self.asked: list[str] = []
        with psycopg.connect(self.admin_dsn, autocommit=True) as conn:
            conn.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
            conn.execute("drop schema if exists exchange cascade")
            conn.execute("create schema exchange")
            for kind in BY_NAME.values():
                if isinstance(kind.wire, Exchange):
                    columns = sql.SQL(", ").join(
                        sql.SQL("{} {}").format(
                            sql.Identifier(name), sql.SQL("boolean" if name == "withdrawn" else "text")
                        )
                        for name in kind.wire.columns
                    )
                    conn.execute(
                        sql.SQL("create table exchange.{} (seq bigint primary key, {})").format(
                            sql.Identifier(kind.wire.table), columns
                        )
                    )
            conn.execute("create table exchange.delivered (system text primary key, up_to timestamptz)")
            role = sql.Identifier(reader)
            conn.execute(sql.SQL("grant usage on schema exchange to {}").format(role))
            conn.execute(sql.SQL("grant select on all tables in schema exchange to {}").format(role))

    def put(self, name: str, *records: Raw) -> None:
        """Put records out on the kind's own wire."""
        match BY_NAME[name].wire:
            case Rest(path):
                self.rest.setdefault(path, []).extend(records)
            case Exchange() as exchange:
                self._insert(exchange, records)
            case DropFolder() as drops:
                self._drop(drops, records)

    def clear(self) -> None:
        """Take back everything that was put out."""
        self.rest.clear()
        with psycopg.connect(self.admin_dsn, autocommit=True) as conn:
            conn.execute("truncate exchange.attendance, exchange.site, exchange.delivered")
        for file in self.folder.glob("*/*"):
            file.unlink()

    def vouch(self, vouched_up_to: datetime) -> None:
        """Let the exchange and the drops say that all is there up to a time."""
        with psycopg.connect(self.admin_dsn, autocommit=True) as conn:
            for system in ("realname", "smartsite"):
                conn.execute(
                    "insert into exchange.delivered values (%s, %s)"
                    " on conflict (system) do update set up_to = excluded.up_to",
                    (system, vouched_up_to),
                )
        for kind in BY_NAME.values():
            if isinstance(kind.wire, DropFolder):
                path = self.subfolder(kind.wire) / "delivered.json"
                path.write_text(json.dumps({"up_to": vouched_up_to.isoformat()}))

    def subfolder(self, drops: DropFolder) -> Path:
        """Where a kind's files are dropped."""
        folder = self.folder / drops.folder
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        """What the systems that speak HTTP answer."""
        path = request.url.path
        self.asked.append(path)
        if self.instead is not None:
            return self.instead(request)
        if self.down or path in {
            wire.path for name in self.dead if isinstance(wire := BY_NAME[name].wire, Rest)
        }:
            return answered(500)
        if path == "/county/v1/register":
            return answered(200, self.register)
        start = int(request.url.params.get("updated_after", "0"))
        limit = int(request.url.params["limit"])
        records = self.rest.get(path, [])
        items = records[start : start + limit]
        end = start + len(items)
        return answered(200, {"items": items, "next": str(end), "more": end < len(records)})

    @asynccontextmanager
    async def opened(self, settings: IngestSettings, clock: Clock) -> AsyncIterator[SourceSystems]:
        """In the place of ``open_sources``."""
        async with httpx2.AsyncClient(
            base_url="http://sources", transport=httpx2.MockTransport(self.answer)
        ) as client:
            yield Answered(settings, clock, client)

    def _insert(self, exchange: Exchange, records: Sequence[Raw]) -> None:
        last = sql.SQL("select coalesce(max(seq), 0) from {}").format(
            sql.Identifier("exchange", exchange.table)
        )
        with psycopg.connect(self.admin_dsn, autocommit=True) as conn:
            row = conn.execute(last).fetchone()
            for seq, record in enumerate(records, start=int(row[0]) + 1 if row else 1):
                insert(conn, seq, record, exchange)

    def _drop(self, drops: DropFolder, records: Sequence[Raw]) -> None:
        folder = self.subfolder(drops)
        first = sum(1 for _ in folder.glob("*.xlsx"))
        write_workbook(folder / f"文件_{first:09d}-{first:09d}.xlsx", drops, records)


def answered(status: int, said: object = None, headers: Mapping[str, str] | None = None) -> httpx2.Response:
    """An answer whose body comes over a connection, as that of a real one does."""

    async def body() -> AsyncIterator[bytes]:
        yield said if isinstance(said, bytes) else json.dumps(said).encode()

    return httpx2.Response(status, content=body(), headers=headers)


def insert(
    conn: psycopg.Connection[tuple[object, ...]],
    seq: int | None,
    record: Raw,
    exchange: Exchange = _ATTENDANCE,
) -> None:
    """Put a record into an exchange table under a number of its own."""
    query = sql.SQL("insert into {} (seq, {}) values ({})").format(
        sql.Identifier("exchange", exchange.table),
        sql.SQL(", ").join(sql.Identifier(name) for name in exchange.columns),
        sql.SQL(", ").join([sql.Placeholder()] * (len(exchange.columns) + 1)),
    )
    conn.execute(query, [seq, *(record.get(name) for name in exchange.columns)])


def write_workbook(path: Path, drops: DropFolder, records: Sequence[Raw]) -> None:
    """A workbook with the kind's headers and a row for each record."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, list(drops.headers))
    for row, record in enumerate(records, start=1):
        for column, field in enumerate(drops.headers.values()):
            value = record.get(field)
            if value is not None:
                sheet.write_string(row, column, str(value))
    book.close()
