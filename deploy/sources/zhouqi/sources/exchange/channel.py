"""Fills the exchange database with what its systems have put out."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import LiteralString

import psycopg
from psycopg import AsyncConnection

from zhouqi.sources.deliveries import SHANGHAI, Delivery, Feed, Kind
from zhouqi.sources.exchange.tables import CREATE, TABLES, Table, grants
from zhouqi.sources.serving.batch_sizes import BatchSizes
from zhouqi.sources.serving.channel import ChannelDownError

__all__ = ["Exchange"]

LARGEST_BATCH = 2000
"""Rows in one transaction."""

PATIENCE_SECONDS = 20.0
"""Wall time that one transaction may take before the database counts as away."""

SAY: LiteralString = (
    "insert into exchange.delivered as said values (%s, %s)"
    " on conflict (system) do update set up_to = greatest(said.up_to, excluded.up_to)"
)


class Exchange:
    """The channel of attendance and sites, over one connection as the database's owner.

    `reader` is the role that may read; it must be there. `county` names what is put out: tables that hold another
    county's rows are left alone.
    """

    name = "the exchange database"

    def __init__(
        self, dsn: str, reader: str, county: str, feeds: Mapping[Kind, Feed], sizes: BatchSizes
    ) -> None:
        self._dsn = dsn
        self._reader = reader
        self._county = county
        self._feeds = feeds
        self._sizes = sizes
        self._connection: AsyncConnection | None = None
        self._positions: dict[Kind, int] = {}

    def behind(self, now: datetime) -> bool:
        """Answer whether a row that is due by `now` is missing, as far as is known."""
        return any(
            self._feeds[table.kind].count(now) > self._positions.get(table.kind, 0) for table in TABLES
        )

    async def publish(self, now: datetime) -> None:
        """Put out the rows due by `now`, each system's word with its last ones. Raises `WireDownError`."""
        try:
            connection = await self._open()
            for table in TABLES:
                while await self._batch(connection, table, now):
                    pass
        except ChannelDownError:
            await self.close()
            raise
        except (psycopg.Error, TimeoutError) as error:
            await self.close()
            said = str(error).strip() or "it does not answer"
            raise ChannelDownError(f"{self.name}: {said.splitlines()[0]}") from error

    async def close(self) -> None:
        """Leave the database; `publish` comes back to it and looks anew what is there."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error):
                await connection.close()

    async def _open(self) -> AsyncConnection:
        if self._connection is not None:
            return self._connection
        async with asyncio.timeout(PATIENCE_SECONDS):
            connection = await AsyncConnection.connect(self._dsn, autocommit=True, connect_timeout=5)
            self._connection = connection
            async with connection.transaction():
                for statement in (*CREATE, *grants(self._reader)):
                    await connection.execute(statement)
                await self._claim(connection)
                for table in TABLES:
                    self._positions[table.kind] = await _position(connection, table)
        return connection

    async def _claim(self, connection: AsyncConnection) -> None:
        row = await (await connection.execute("select county from exchange.origin")).fetchone()
        if row is None:
            await connection.execute("insert into exchange.origin values (%s)", [self._county])
        elif row != (self._county,):
            raise ChannelDownError(
                f"{self.name} holds the rows of another county, {row[0]}, not {self._county}"
            )

    async def _batch(self, connection: AsyncConnection, table: Table, now: datetime) -> bool:
        """Put out the next rows of a table; answer whether there are more. The last ones bring the system's word."""
        feed, start = self._feeds[table.kind], self._positions[table.kind]
        rows = feed.page(start, self._sizes.at_most(LARGEST_BATCH, table.kind, start), now)
        more = start + len(rows) < feed.count(now)
        async with asyncio.timeout(PATIENCE_SECONDS), connection.transaction():
            if rows:
                await _copy(connection, table, _rows(table, start, rows))
            if not more:
                await connection.execute(SAY, [table.system, now])
        self._positions[table.kind] = start + len(rows)
        return more


async def _position(connection: AsyncConnection, table: Table) -> int:
    """Answer how many rows of a table have been put out."""
    last = psycopg.sql.SQL("select coalesce(max(seq), 0) from {}").format(table.name)
    row = await (await connection.execute(last)).fetchone()
    return 0 if row is None else int(row[0])


async def _copy(connection: AsyncConnection, table: Table, rows: Iterable[Sequence[object]]) -> None:
    async with connection.cursor() as cursor, cursor.copy(table.copy) as copy:
        for row in rows:
            await copy.write_row(row)


def _rows(table: Table, start: int, deliveries: Iterable[Delivery]) -> Iterator[Sequence[object]]:
    """Answer deliveries as rows; the first stands at position `start` of its feed."""
    for seq, delivery in enumerate(deliveries, start + 1):
        record = delivery.record
        updated_at = delivery.source_time.astimezone(SHANGHAI).isoformat(timespec="seconds")
        columns = (record[column] for column in table.columns)
        yield seq, delivery.record_id, updated_at, *columns, record["withdrawn"]
