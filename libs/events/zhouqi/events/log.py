"""The two logs of a service: ``event``, what it decided, and ``journal``, what it received.

Position order is commit order and has no gap, because a write holds the log's advisory lock from
before it takes its positions until its transaction ends. So no reader ever passes a gap, and
nothing has to look for one afterwards. Whoever needs both locks takes the journal's first.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

import msgspec
from psycopg import AsyncCursor, sql
from psycopg.rows import args_row

from zhouqi.events import lines
from zhouqi.events.arrays import Texts
from zhouqi.events.connection import Conn, Row
from zhouqi.events.event import MAX_EVENT_BYTES, Event, Step

COLUMNS = Event.__struct_fields__
_DATA = COLUMNS.index("data")
_COPIED = (*COLUMNS[:_DATA], *COLUMNS[_DATA + 1 :], "data")
_LOCKS = 727
FEW = 8
"""Up to so many rows an INSERT is cheaper than COPY."""
_PAGE = 10_000
_S = TypeVar("_S", bound=Step)
_stream = attrgetter("stream")


class TooLarge(Exception):
    """An event above 256 KiB; it is refused before anything is written."""


@dataclass(frozen=True, slots=True)
class Log:
    """One log: an append-only table with a position of its own."""

    table: str
    lock_id: int

    async def lock(self, conn: Conn) -> None:
        """Take the log's lock until the transaction ends. Fair: who asks first gets it first."""
        await conn.execute("select pg_advisory_xact_lock(%s, %s)", (_LOCKS, self.lock_id), prepare=True)

    async def write(self, conn: Conn, events: Sequence[Event]) -> list[Event]:
        """Write ``events`` behind the head and return them with their positions.

        The caller holds the lock. Raises TooLarge, and psycopg's UniqueViolation for a stream's
        place or an id that is taken.
        """
        if not events:
            return []
        if len(events) <= FEW:
            inserted = await self.insert(conn, events)
            return _placed(events, _integer(await inserted.fetchone()) - 1)
        _check(events)
        placed = _placed(events, await self.head(conn))
        await self._copy(conn, placed)
        return placed

    async def insert(self, conn: Conn, events: Sequence[Event]) -> AsyncCursor[Row]:
        """The same for FEW events at most, in one statement that a pipeline need not wait for.

        It yields the events' positions.
        """
        _check(events)
        values = [value for event in events for value in _row(event)]
        return await conn.execute(_inserting(self.table, len(events)), values, prepare=True)

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
        return of_streams(streams, await cursor.fetchall())

    async def ask_streams(
        self, conn: Conn, streams: Iterable[str], up_to: int | None = None
    ) -> AsyncCursor[Event]:
        """Ask the same; within a pipeline the answer is there at its end. :func:`of_streams` reads it."""
        until = " and position <= %(up_to)s" if up_to is not None else ""
        where = f"stream = any(%(streams)s){until} order by stream, sequence"
        return await self._ask(conn, Event, where, {"streams": Texts(streams), "up_to": up_to}, prepare=True)

    async def whole_streams(
        self, conn: Conn, low: str, high: str | None, up_to: int
    ) -> AsyncIterator[dict[str, list[Step]]]:
        """All streams from ``low`` up to, not including, ``high``, in the order of their names, some at a time.

        Each has its steps in sequence order, up to position ``up_to``. One pass over the index: to look up
        streams by their names costs several times as much; and only what folds are told, as the ids alone
        would cost as much again.
        """
        after: tuple[str, int] = (low, 0)
        found: dict[str, list[Step]] = {}
        below = " and stream < %(high)s" if high is not None else ""
        where = (
            f"(stream, sequence) > (%(stream)s, %(sequence)s){below} and position <= %(up_to)s"
            " order by stream, sequence limit %(limit)s"
        )
        while True:
            values = {"stream": after[0], "sequence": after[1], "high": high, "up_to": up_to, "limit": _PAGE}
            steps = await (await self._ask(conn, Step, where, values)).fetchall()
            for stream, some in groupby(steps, _stream):
                found.setdefault(stream, []).extend(some)
            if len(steps) < _PAGE:
                break
            last = steps[-1]
            after = (last.stream, last.sequence)
            unfinished = found.pop(last.stream)
            if found:
                yield found
            found = {last.stream: unfinished}
        if found:
            yield found

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
        return await cursor.execute(_select(self.table, kind, where), values, prepare=prepare)

    async def _copy(self, conn: Conn, events: Sequence[Event]) -> None:
        rest, said = [], []
        for event in events:
            values = msgspec.structs.astuple(event)
            rest.append((*values[:_DATA], *values[_DATA + 1 :]))
            said.append(lines.quoted(event.data))
        rows = [b"%b,%b" % row for row in zip(lines.lines(rest), said, strict=True)]
        await lines.copy(conn, f"log.{self.table}", _COPIED, rows)


STORE = Log("event", 1)
JOURNAL = Log("journal", 2)

_VALUES = sql.SQL(", ").join([sql.Placeholder()] * (len(COLUMNS) - 1))
_HEAD = "coalesce(max(position), 0) from log.{}"


def of_streams(streams: Iterable[str], events: Iterable[Event]) -> dict[str, list[Event]]:
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
def _select(table: str, kind: type[Step], where: str) -> bytes:
    return _rendered("select {} from log.{} where {}", _names(kind), table, sql.SQL(where))


@cache
def _inserting(table: str, count: int) -> bytes:
    """Several rows have their places behind the head, which the statement finds itself."""
    head = sql.SQL(f"(select {_HEAD})").format(sql.Identifier(table))
    rows = [
        sql.SQL("({}, {} + {})").format(_VALUES, head, sql.Literal(number)) for number in range(1, count + 1)
    ]
    values = sql.SQL(", ").join(rows)
    return _rendered("insert into log.{} ({}) values {} returning position", table, _names(Event), values)


def _names(kind: type[Step]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in kind.__struct_fields__)


def _rendered(statement: str, *parts: str | sql.Composable) -> bytes:
    """The statement with its parts; text names a table."""
    named = (sql.Identifier(part) if isinstance(part, str) else part for part in parts)
    return sql.SQL(statement).format(*named).as_bytes()


def _row(event: Event) -> tuple[object, ...]:
    *values, _ = msgspec.structs.astuple(event)
    values[_DATA] = event.data.decode()
    return tuple(values)


def _check(events: Iterable[Event]) -> None:
    for event in events:
        if len(event.data) > MAX_EVENT_BYTES:
            raise TooLarge(f"{event.type} of {len(event.data)} bytes")


def _placed(events: Iterable[Event], head: int) -> list[Event]:
    return [
        msgspec.structs.replace(event, position=head + number) for number, event in enumerate(events, start=1)
    ]


def _integer(row: object) -> int:
    if not isinstance(row, tuple) or not isinstance(row[0], int):
        raise TypeError(f"expected one number, found {row!r}")
    return row[0]
