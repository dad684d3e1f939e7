"""The exchange database 前置库: tables that other systems fill and this one may only read."""

from __future__ import annotations

from datetime import datetime

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from zhouqi.ingest.kinds import Exchange
from zhouqi.ingest.wires.page import PAGE, Page, SourceFailed

_OPTIONS = "-c default_transaction_read_only=on -c statement_timeout={} -c timezone=UTC"
_CONNECT_SECONDS = 5


class ExchangeReader:
    """Reads one table, in the order of ``seq``; the cursor is the last one read.

    A connection for each question: a collection asks a few times a day.
    """

    def __init__(self, dsn: str, wire: Exchange, system: str, timeout_seconds: float) -> None:
        self._dsn = dsn
        self._wire = wire
        self._system = system
        self._options = _OPTIONS.format(round(timeout_seconds * 1000))

    async def up_to(self) -> datetime | None:
        """What the system itself said. Raises SourceFailed."""
        rows = await self._read(
            sql.SQL("select up_to from exchange.delivered where system = %(system)s"),
            {"system": self._system},
        )
        said = rows[0]["up_to"] if rows else None
        return said if isinstance(said, datetime) else None

    async def page(self, cursor: str | None) -> Page:
        """The rows behind ``cursor``. Raises SourceFailed."""
        query = sql.SQL(
            "select seq, {columns} from {table} where seq > %(after)s order by seq limit %(limit)s"
        ).format(
            columns=sql.SQL(", ").join(sql.Identifier(name) for name in self._wire.columns),
            table=sql.Identifier("exchange", self._wire.table),
        )
        after = int(cursor or "0")
        rows = await self._read(query, {"after": after, "limit": PAGE})
        last = str(rows[-1]["seq"]) if rows else str(after)
        items = [{name: row[name] for name in self._wire.columns} for row in rows]
        return Page(items, last, len(rows) == PAGE)

    async def _read(
        self, query: sql.SQL | sql.Composed, values: dict[str, object]
    ) -> list[dict[str, object]]:
        try:
            async with (
                await psycopg.AsyncConnection.connect(
                    self._dsn, options=self._options, connect_timeout=_CONNECT_SECONDS
                ) as conn,
                conn.cursor(row_factory=dict_row) as rows,
            ):
                await rows.execute(query, values)
                return await rows.fetchall()
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise SourceFailed("unreachable", type(error).__name__) from error
        except psycopg.errors.InsufficientPrivilege as error:
            raise SourceFailed("refused", self._wire.table) from error
        except psycopg.Error as error:
            raise SourceFailed("malformed", type(error).__name__) from error
