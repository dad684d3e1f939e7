"""Source systems of a test: what they hold is put there by hand, on all three wires."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import httpx2
import psycopg
import xlsxwriter
from psycopg import sql
from services.ingest.tests.raw import TOWNSHIPS

from zhouqi.events import Clock
from zhouqi.ingest.kinds import BY_NAME, Drops, Exchange, Rest
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.wires import Sources

Raw = Mapping[str, object]


class Systems:
    """Raw records by kind, in the order in which they were put out; ``up_to`` is what is vouched for."""

    def __init__(self, folder: Path, admin_dsn: str, reader_dsn: str, reader: str) -> None:
        self.folder = folder
        self._dsn = admin_dsn
        self.reader_dsn = reader_dsn
        self.rest: dict[str, list[Raw]] = {}
        self.register: dict[str, object] = {
            "townships": [{"code": code, "name": name} for code, name in TOWNSHIPS.items()],
            "enterprises": [],
            "accounts": [{"id": "leader", "name": "澄川县领导", "role": "leader", "scope": None}],
        }
        self.down = False
        self.asked: list[str] = []
        with psycopg.connect(self._dsn, autocommit=True) as conn:
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
            case Drops() as drops:
                self._drop(drops, records)

    def clear(self) -> None:
        """Take back everything that was put out."""
        self.rest.clear()
        with psycopg.connect(self._dsn, autocommit=True) as conn:
            conn.execute("truncate exchange.attendance, exchange.site, exchange.delivered")
        for file in self.folder.glob("*/*"):
            file.unlink()

    def vouch(self, up_to: datetime) -> None:
        """Let the exchange and the drops say that all is there up to a time."""
        with psycopg.connect(self._dsn, autocommit=True) as conn:
            for system in ("realname", "smartsite"):
                conn.execute(
                    "insert into exchange.delivered values (%s, %s)"
                    " on conflict (system) do update set up_to = excluded.up_to",
                    (system, up_to),
                )
        for kind in BY_NAME.values():
            if isinstance(kind.wire, Drops):
                path = self.subfolder(kind.wire) / "delivered.json"
                path.write_text(json.dumps({"up_to": up_to.isoformat()}))

    def subfolder(self, drops: Drops) -> Path:
        """Where a kind's files are dropped."""
        folder = self.folder / drops.folder
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        """What the systems that speak HTTP answer."""
        path = request.url.path
        self.asked.append(path)
        if self.down:
            return httpx2.Response(500)
        if path == "/county/v1/register":
            return httpx2.Response(200, json=self.register)
        start = int(request.url.params.get("updated_after", "0"))
        limit = int(request.url.params["limit"])
        records = self.rest.get(path, [])
        items = records[start : start + limit]
        end = start + len(items)
        return httpx2.Response(200, json={"items": items, "next": str(end), "more": end < len(records)})

    @asynccontextmanager
    async def opened(self, settings: IngestSettings, clock: Clock) -> AsyncIterator[Sources]:
        """In the place of ``wires.sources``."""
        async with httpx2.AsyncClient(
            base_url="http://sources", transport=httpx2.MockTransport(self.answer)
        ) as client:
            yield Sources(settings, client, clock)

    def _insert(self, exchange: Exchange, records: Sequence[Raw]) -> None:
        names = sql.SQL(", ").join(sql.Identifier(name) for name in exchange.columns)
        table = sql.Identifier("exchange", exchange.table)
        query = sql.SQL(
            "insert into {table} (seq, {names})"
            " select (select coalesce(max(seq), 0) + 1 from {table}), {values}"
        ).format(
            table=table,
            names=names,
            values=sql.SQL(", ").join([sql.Placeholder()] * len(exchange.columns)),
        )
        with psycopg.connect(self._dsn, autocommit=True) as conn:
            for record in records:
                conn.execute(query, [record.get(name) for name in exchange.columns])

    def _drop(self, drops: Drops, records: Sequence[Raw]) -> None:
        folder = self.subfolder(drops)
        first = sum(1 for _ in folder.glob("*.xlsx"))
        write_workbook(folder / f"文件_{first:09d}-{first:09d}.xlsx", drops, records)


def write_workbook(path: Path, drops: Drops, records: Sequence[Raw]) -> None:
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
