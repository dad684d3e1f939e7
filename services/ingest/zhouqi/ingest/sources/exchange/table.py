"""The statements by which an exchange table is looked at: its shape, its place, its rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from psycopg import AsyncConnection, sql
from psycopg.rows import dict_row

from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.kinds import Exchange
from zhouqi.ingest.sources.exchange.gaps import Gap
from zhouqi.ingest.sources.reader import SourceFailed

Conn: TypeAlias = AsyncConnection[tuple[object, ...]]
Row: TypeAlias = dict[str, object]
_LONGEST: Final = 1000
"""Characters of a column that are read; no field takes as many."""
_TEXTS: Final = frozenset({"text", "varchar", "bpchar", "name"})
_NUMBERS: Final = frozenset({"int2", "int4", "int8"})
_MARKS: Final = frozenset({"bool"})


class Table:
    """One table of the exchange database, within one transaction that sees one state of it."""

    def __init__(self, conn: Conn, wire: Exchange) -> None:
        self._conn = conn
        self._columns = wire.columns
        self._name = sql.Identifier("exchange", wire.table)

    async def check_shape(self) -> None:
        """Raise SourceFailed for a column that is not of a type that was agreed: text, or a mark for what is one."""
        names = sql.SQL(", ").join(sql.Identifier(name) for name in ("seq", *self._columns))
        found = await self._conn.execute(sql.SQL("select {} from {} limit 0").format(names, self._name))
        for column in found.description or ():
            info = self._conn.adapters.types.get(column.type_code)
            type_name = info.name if info is not None else str(column.type_code)
            if type_name not in _types_of(column.name):
                raise SourceFailed(FailureCause.CHANGED_SHAPE, f"{column.name}:{type_name}")

    async def last(self) -> int:
        """The highest number there is; 0 for an empty table. Raises SourceFailed for rows that no number leads to."""
        found = await self._conn.execute(
            sql.SQL(
                "select coalesce(min(seq), 1), coalesce(max(seq), 0), exists (select from {} where seq is null)"
                " from {}"
            ).format(self._name, self._name)
        )
        row = await found.fetchone()
        first, last, unnumbered = row or (1, 0, False)
        if unnumbered or int(str(first)) < 1:
            raise SourceFailed(FailureCause.MALFORMED, "seq:null" if unnumbered else f"seq:{first}")
        return int(str(last))

    async def at(self, number: int) -> Row | None:
        """The row of one number, if it is there."""
        rows = await self._rows(sql.SQL("where t.seq = %(number)s"), {"number": number, "limit": 1})
        return rows[0] if rows else None

    async def behind(self, number: int, limit: int) -> list[Row]:
        """The rows behind a number, in their order."""
        return await self._rows(sql.SQL("where t.seq > %(number)s"), {"number": number, "limit": limit})

    async def within(self, gaps: Sequence[Gap], limit: int) -> list[Row]:
        """The rows that came into gaps, in their order."""
        if not gaps:
            return []
        join = sql.SQL(
            "join unnest(%(first)s::bigint[], %(last)s::bigint[]) as gap (first, last)"
            " on t.seq between gap.first and gap.last"
        )
        bounds = {"first": [gap.first for gap in gaps], "last": [gap.last for gap in gaps]}
        return await self._rows(join, {**bounds, "limit": limit})

    async def _rows(self, which: sql.SQL, values: dict[str, object]) -> list[Row]:
        query = sql.SQL("select t.seq, {} from {} t {} order by t.seq limit %(limit)s").format(
            sql.SQL(", ").join(_bounded(name) for name in self._columns), self._name, which
        )
        async with self._conn.cursor(row_factory=dict_row) as rows:
            await rows.execute(query, values)
            return await rows.fetchall()


def _types_of(column: str) -> frozenset[str]:
    match column:
        case "seq":
            return _NUMBERS
        case "withdrawn":
            return _TEXTS | _MARKS
        case _:
            return _TEXTS


def _bounded(column: str) -> sql.Composed:
    name = sql.Identifier("t", column)
    if column == "withdrawn":
        return sql.Composed([name])
    return sql.SQL("left({}, {}) as {}").format(name, sql.Literal(_LONGEST), sql.Identifier(column))
