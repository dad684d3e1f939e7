"""The exchange database 前置库: tables that other systems fill and this one may only read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Final

import psycopg

from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.kinds import Exchange
from zhouqi.ingest.settings import SourceSettings
from zhouqi.ingest.sources.exchange.gaps import SequenceMemory, first_fresh, gaps_among, newest_gaps, without
from zhouqi.ingest.sources.exchange.table import Conn, Row, Table
from zhouqi.ingest.sources.reader import Page, SourceFailed

_OPTIONS: Final = "-c default_transaction_read_only=on -c statement_timeout={} -c timezone=UTC"
_CONNECT_SECONDS: Final = 5
_STATE: Final = psycopg.IsolationLevel.REPEATABLE_READ


class ExchangeReader:
    """Reads one table, in the order of ``seq``; the cursor is the last one read.

    Each row has the next number, and keeps it: that is what the source promises, and what is checked. A
    number that is missing is waited for, and read whenever it comes; a table that begins anew is read anew.
    A connection for each question: a collection asks a few times a day.
    """

    def __init__(
        self, dsn: str, wire: Exchange, system: str, source: SourceSettings, memory: str | None = None
    ) -> None:
        self._dsn = dsn
        self._wire = wire
        self._system = system
        self._source = source
        self._memory = SequenceMemory.decode(memory)
        self._options = _OPTIONS.format(round(source.timeout_seconds * 1000))

    async def vouched_up_to(self) -> datetime | None:
        """What the system itself said. Raises SourceFailed."""
        async with self._asked() as conn:
            found = await conn.execute(
                "select up_to from exchange.delivered where system = %s", (self._system,)
            )
            row = await found.fetchone()
        if row is None or row[0] is None:
            return None
        said = row[0]
        if not isinstance(said, datetime) or said.tzinfo is None:
            raise SourceFailed(FailureCause.CHANGED_SHAPE, f"delivered.up_to:{type(said).__name__}")
        return said

    async def page(self, cursor: str | None) -> Page:
        """The rows behind ``cursor``, and those that came into a gap before it. Raises SourceFailed."""
        after = int(cursor or "0")
        async with self._asked() as conn:
            found = await self._found(Table(conn, self._wire), after)
        new = [_number(row) for row in found.new]
        now = datetime.now(UTC)
        gaps = newest_gaps(
            [*without(self._memory.gaps, map(_number, found.late)), *gaps_among(after, new, now)]
        )
        self._memory = SequenceMemory(gaps, _mark(found.new[-1]) if found.new else self._memory.mark)
        return Page(
            items=[{name: row[name] for name in self._wire.columns} for row in (*found.late, *found.new)],
            next=str(new[-1] if new else after),
            more=found.more,
            memory=self._memory.encode(),
            unkept=None if found.more else self._owes(now),
        )

    async def _found(self, table: Table, after: int) -> _Found:
        await table.check_shape()
        await self._check_place(table, after)
        limit = self._source.page
        late = await table.within(self._memory.gaps, limit)
        new = await table.behind(after, limit + 1)
        for before, row in pairwise(new):
            if before["seq"] == row["seq"]:
                raise SourceFailed(FailureCause.MALFORMED, f"seq-twice:{row['seq']}")
        return _Found(late, new[:limit], more=len(late) == limit or len(new) > limit)

    async def _check_place(self, table: Table, after: int) -> None:
        """Raise SourceFailed when the table is not the one any more that was read up to ``after``."""
        last = await table.last()
        if 0 < last < after:
            raise SourceFailed(FailureCause.REFILLED, f"seq:{last}-below-{after}", again=True)
        row = await table.at(after) if self._memory.mark else None
        if row is not None and _mark(row) != self._memory.mark:
            raise SourceFailed(FailureCause.REFILLED, f"seq:{after}-is-another", again=True)

    def _owes(self, now: datetime) -> SourceFailed | None:
        gap = first_fresh(self._memory.gaps, now, timedelta(seconds=self._source.gap_seconds))
        return None if gap is None else SourceFailed(FailureCause.GAP, f"seq:{gap.first}-{gap.last}")

    @asynccontextmanager
    async def _asked(self) -> AsyncIterator[Conn]:
        """A connection that sees one state of everything, and ends in time. Raises SourceFailed."""
        try:
            async with (
                asyncio.timeout(self._source.timeout_seconds),
                await psycopg.AsyncConnection.connect(
                    self._dsn, options=self._options, connect_timeout=_CONNECT_SECONDS, client_encoding="utf8"
                ) as conn,
            ):
                await conn.set_isolation_level(_STATE)
                yield conn
        except TimeoutError as error:
            raise SourceFailed(FailureCause.TIME_OUT, f"{self._source.timeout_seconds:g}-s") from error
        except (psycopg.Error, UnicodeError) as error:
            raise SourceFailed(_cause(error), _said(error)) from error


@dataclass(frozen=True, slots=True)
class _Found:
    late: Sequence[Row]
    new: Sequence[Row]
    more: bool


_CAUSES: Final[Sequence[tuple[tuple[type[Exception], ...], FailureCause]]] = (
    ((psycopg.errors.QueryCanceled, psycopg.errors.ConnectionTimeout), FailureCause.TIME_OUT),
    ((psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction), FailureCause.REFUSED),
    (
        (
            psycopg.errors.UndefinedTable,
            psycopg.errors.UndefinedColumn,
            psycopg.errors.InvalidSchemaName,
            psycopg.errors.UndefinedFunction,
        ),
        FailureCause.CHANGED_SHAPE,
    ),
    (
        (UnicodeError, psycopg.errors.UntranslatableCharacter, psycopg.errors.CharacterNotInRepertoire),
        FailureCause.BAD_ENCODING,
    ),
    ((psycopg.OperationalError, psycopg.InterfaceError), FailureCause.UNREACHABLE),
)
"""What an error of the database says of the source; the first that fits."""


def _cause(error: psycopg.Error | UnicodeError) -> FailureCause:
    if isinstance(error, psycopg.OperationalError) and _asks_who(error):
        return FailureCause.SIGN_IN
    found = (cause for errors, cause in _CAUSES if isinstance(error, errors))
    return next(found, FailureCause.MALFORMED)


def _asks_who(error: psycopg.OperationalError) -> bool:
    """What a server answers to a wrong role or password has no code of its own before there is a connection."""
    said = str(error)
    return "authentication failed" in said or "no pg_hba.conf entry" in said


def _said(error: psycopg.Error | UnicodeError) -> str:
    code = error.sqlstate if isinstance(error, psycopg.Error) else None
    return f"{type(error).__name__}:{code}" if code else type(error).__name__


def _number(row: Row) -> int:
    return int(str(row["seq"]))


def _mark(row: Row) -> str:
    """How a row looked, to tell whether it is still the one that was read."""
    return sha256(repr(sorted(row.items())).encode("utf-8", "backslashreplace")).hexdigest()[:32]
