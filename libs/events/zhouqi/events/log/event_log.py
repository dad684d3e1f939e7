"""The two logs of a service: ``event``, what it decided, and ``journal``, what it received.

Position order is commit order and has no gap, because a write holds the log's advisory lock from
before it takes its positions until its transaction ends. So no reader ever passes a gap, and
nothing has to look for one afterwards. Whoever needs both locks takes the journal's first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import msgspec
from psycopg import AsyncCursor, sql
from psycopg.rows import args_row

from zhouqi.events.log import bounds, copy_format
from zhouqi.events.log.arrays import Texts
from zhouqi.events.log.connection import Conn, Row
from zhouqi.events.log.event import Event, StreamEvent

COLUMNS = Event.__struct_fields__
_DATA = COLUMNS.index("data")
_COPIED = (*COLUMNS[:_DATA], *COLUMNS[_DATA + 1 :], "data")
_LOCKS = 727
MAX_INLINE = 8
"""Up to so many rows an INSERT is cheaper than COPY."""
_S = TypeVar("_S", bound=StreamEvent)


@dataclass(frozen=True, slots=True)
class Beside:
    """An INSERT that is part of the one of events: all of it is written, or nothing."""

    statement: str
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """One log: an append-only table with a position of its own."""

    table: str
    lock_id: int
    checks: bool = True
    """Whether it asks if its events can be read; the journal's just were."""

    async def lock(self, conn: Conn) -> None:
        """Take the log's lock until the transaction ends. Fair: who asks first gets it first."""
        await conn.execute("select pg_advisory_xact_lock(%s, %s)", (_LOCKS, self.lock_id), prepare=True)

    async def write(self, conn: Conn, events: Sequence[Event]) -> list[Event]:
        """Write ``events`` behind the head and return them with their positions.

        The caller holds the lock. Raises OutOfBounds for what no reader could read, before anything is
        written, and psycopg's UniqueViolation for a stream's place or an id that is taken.
        """
        if not events:
            return []
        if len(events) <= MAX_INLINE:
            inserted = await self.insert(conn, events)
            return _placed(events, _integer(await inserted.fetchone()) - 1)
        self._check(events)
        placed = _placed(events, await self.head(conn))
        await self._copy(conn, placed)
        return placed

    async def insert(
        self, conn: Conn, events: Sequence[Event], beside: Beside | None = None
    ) -> AsyncCursor[Row]:
        """The same for FEW events at most, in one statement that a pipeline need not wait for.

        ``beside`` is written by the same statement: another would cost as much again. It yields the events' positions.
        """
        self._check(events)
        statement, first = ("", ()) if beside is None else (beside.statement, beside.values)
        values = [*first, *(value for event in events for value in _row(event))]
        return await conn.execute(_inserting(self.table, len(events), statement), values, prepare=True)

    def _check(self, events: Iterable[Event]) -> None:
        for event in events if self.checks else ():
            bounds.check(event)

    async def head(self, conn: Conn) -> int:
        """The last position; 0 for an empty log."""
        row = await (await conn.execute(_head(self.table))).fetchone()
        return _integer(row)

    async def read(
        self, conn: Conn, after: int, limit: int, types: Sequence[str] | None = None
    ) -> list[Event]:
        """At most ``limit`` events behind position ``after``, in order; of ``types`` alone if given."""
        of_types = " and type = any(%(types)s)" if types is not None else ""
        return await self._events(
            conn,
            f"position > %(after)s{of_types} order by position limit %(limit)s",
            {"after": after, "limit": limit, "types": None if types is None else Texts(types)},
        )

    async def read_streams(
        self, conn: Conn, streams: Iterable[str], up_to: int | None = None
    ) -> dict[str, list[Event]]:
        """Each stream's events in sequence order, up to position ``up_to`` if given."""
        streams = list(streams)
        cursor = await self.ask_streams(conn, streams, up_to)
        return events_of_streams(streams, await cursor.fetchall())

    async def ask_streams(
        self, conn: Conn, streams: Iterable[str], up_to: int | None = None
    ) -> AsyncCursor[Event]:
        """Ask the same; within a pipeline the answer is there at its end. :func:`events_of_streams` reads it."""
        until = " and position <= %(up_to)s" if up_to is not None else ""
        where = f"stream = any(%(streams)s){until} order by stream, sequence"
        return await self._ask(conn, Event, where, {"streams": Texts(streams), "up_to": up_to}, prepare=True)

    async def read_stream(self, conn: Conn, stream: str) -> list[Event]:
        """One stream's events in sequence order."""
        return (await self.read_streams(conn, [stream]))[stream]

    async def _events(self, conn: Conn, where: str, values: dict[str, object]) -> list[Event]:
        return await (await self._ask(conn, Event, where, values)).fetchall()

    async def _ask(
        self,
        conn: Conn,
        kind: type[_S],
        where: str,
        values: dict[str, object],
        *,
        prepare: bool | None = None,
    ) -> AsyncCursor[_S]:
        cursor = conn.cursor(row_factory=args_row(kind), binary=True)
        return await cursor.execute(selecting(self.table, kind, where), values, prepare=prepare)

    async def _copy(self, conn: Conn, events: Sequence[Event]) -> None:
        rest, said = [], []
        for event in events:
            values = msgspec.structs.astuple(event)
            rest.append((*values[:_DATA], *values[_DATA + 1 :]))
            said.append(copy_format.quoted(event.data))
        rows = [b"%b,%b" % row for row in zip(copy_format.lines(rest), said, strict=True)]
        await copy_format.copy(conn, f"log.{self.table}", _COPIED, rows)


STORE = Log("event", 1)
JOURNAL = Log("journal", 2, checks=False)

_VALUES = sql.SQL(", ").join([sql.Placeholder()] * (len(COLUMNS) - 1))
_HEAD = "coalesce(max(position), 0) from log.{}"


def events_of_streams(streams: Iterable[str], events: Iterable[Event]) -> dict[str, list[Event]]:
    """The events of each of ``streams``, in the order given."""
    found: dict[str, list[Event]] = {stream: [] for stream in streams}
    for event in events:
        found[event.stream].append(event)
    return found


# Statements are put together once: that costs more than to send them.


@cache
def _head(table: str) -> bytes:
    return _rendered(f"select {_HEAD}", table)


@cache
def selecting(table: str, kind: type[StreamEvent], where: str) -> bytes:
    """The query of the columns of ``kind``."""
    return _rendered("select {} from log.{} where {}", _names(kind), table, sql.SQL(where))


@cache
def _inserting(table: str, count: int, beside: str) -> bytes:
    """Several rows have their places behind the head, which the statement finds itself."""
    head = sql.SQL(f"(select {_HEAD})").format(sql.Identifier(table))
    rows = [
        sql.SQL("({}, {} + {})").format(_VALUES, head, sql.Literal(number)) for number in range(1, count + 1)
    ]
    values = sql.SQL(", ").join(rows)
    insert = "insert into log.{} ({}) values {} returning position"
    statement = f"with beside as ({beside}) {insert}" if beside else insert
    return _rendered(statement, table, _names(Event), values)


def _names(kind: type[StreamEvent]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in kind.__struct_fields__)


def _rendered(statement: str, *parts: str | sql.Composable) -> bytes:
    """The statement with its parts; text names a table."""
    named = (sql.Identifier(part) if isinstance(part, str) else part for part in parts)
    return sql.SQL(statement).format(*named).as_bytes()


def _row(event: Event) -> tuple[object, ...]:
    *values, _ = msgspec.structs.astuple(event)
    values[_DATA] = event.data.decode()
    return tuple(values)


def _placed(events: Iterable[Event], head: int) -> list[Event]:
    return [
        msgspec.structs.replace(event, position=head + number) for number, event in enumerate(events, start=1)
    ]


def _integer(row: object) -> int:
    if not isinstance(row, tuple) or not isinstance(row[0], int):
        raise TypeError(f"expected one number, found {row!r}")
    return row[0]
