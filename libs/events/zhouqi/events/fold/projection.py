"""What a read model is made of: projections of single streams, summaries over them, and views."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain
from typing import Any, ClassVar, Generic, TypeAlias

import msgspec
from typing_extensions import TypeVar

from zhouqi.events.contracts import Fact
from zhouqi.events.fold import ddl
from zhouqi.events.log.event import StreamEvent
from zhouqi.events.log.event_log import Log

_STUCK = " where stuck is not null"
S = TypeVar("S")
F = TypeVar("F", default=Fact)
E = TypeVar("E", bound=StreamEvent)
TableRow: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a projection. ``columns`` maps names to SQL types.

    Without ``key`` a stream has at most one row, which also carries ``stuck``: that its fold stopped
    before its last event. With ``key`` a stream may have many, told apart by those columns.
    ``indexes`` are column lists as SQL. A ``stream`` column comes first in each.
    """

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...] = ()
    indexes: tuple[str, ...] = ()

    @property
    def single(self) -> bool:
        """Whether a stream has at most one row."""
        return not self.key

    def ddl(self) -> str:
        """The statement that makes the table in the current schema.

        It has its key where a stream's rows might contradict it; that of streams comes with the indexes.
        """
        own = {**self.columns, **({"stuck": "boolean not null"} if self.single else {})}
        columns = ", ".join(f"{name} {kind}" for name, kind in own.items())
        key = "" if self.single else f", primary key ({', '.join(('stream', *self.key))})"
        return f'create table {self.name} (stream text collate "C" not null, {columns}{key})'

    def key_ddl(self) -> list[str]:
        """The statements that make its stream unique: at the end of a rebuild, which costs half."""
        return [ddl.key_ddl(self.name)] if self.single else []

    def index_ddl(self) -> list[str]:
        """The statements that make its other indexes, side by side."""
        return ddl.index_ddl(self.name, self.indexes)


class Projection(ABC, Generic[S, F]):
    """A pure fold of ONE stream's events, in sequence order, into rows.

    A subclass names its ``log``, the ``category`` of the streams that it folds, its ``tables`` and
    the type of its ``state`` (anything msgspec reads and writes). ``evolve`` is total: over any
    subset of a stream's events it yields a state and never raises; refusing is ``decide``'s work.
    A change of what ``evolve`` or ``rows`` yield raises ``version``.

    A fold that needs only a few fields of its facts, the same of each, may name them as ``part``: then
    ``evolve`` gets these, and what is wrong with the others stops no stream.

    A fold that only some facts change may name them as ``facts``: it is told of no others, and keeps nothing of
    a stream that has none of them.
    """

    name: ClassVar[str]
    version: ClassVar[int]
    log: ClassVar[Log]
    category: ClassVar[str]
    tables: ClassVar[tuple[Table, ...]]
    state: ClassVar[type]
    part: ClassVar[type[msgspec.Struct] | None] = None
    facts: ClassVar[tuple[type[Fact], ...] | None] = None

    @abstractmethod
    def initial(self, stream: str) -> S:
        """The state before the first event."""

    @abstractmethod
    def evolve(self, state: S, fact: F, event: StreamEvent) -> S:
        """The state after ``event``, whose data reads as ``fact``; or its ``part`` does."""

    @abstractmethod
    def rows(self, state: S) -> Mapping[str, Sequence[TableRow]]:
        """The rows of each table, without ``stream`` and ``stuck``; a table left out has none."""

    @property
    def stream_table(self) -> str:
        """Where everything is kept that a stream has once: the state of its fold, and its single row."""
        return f"{self.name}_stream"

    @property
    def fold_view(self) -> str:
        """A view of the state: ``stream``, the last applied ``sequence``, why it is ``stuck``."""
        return f"{self.name}_fold"

    @cached_property
    def own(self) -> Table | None:
        """The table whose rows lie beside the states, as a stream has at most one: to readers it is a view."""
        return next((table for table in self.tables if table.single), None)

    @cached_property
    def others(self) -> list[Table]:
        """The tables that lie by themselves."""
        return [table for table in self.tables if table is not self.own]

    def reads(self, stream: str) -> bool:
        """Whether ``stream`` is one of those that it folds: of its category, unless it says less."""
        return stream.startswith(self._prefix)

    def folds(self, events: Sequence[E]) -> Sequence[E]:
        """Those of a stream's ``events`` that it folds: all, unless it names its ``facts``."""
        types = self._types
        return events if types is None else [event for event in events if event.type in types]

    @property
    def identity(self) -> str:
        """What its rows are made by: its name, its version, and the facts that it names."""
        return f"{self.name}={self.version}{'' if self._types is None else sorted(self._types)}"

    @cached_property
    def _prefix(self) -> str:
        return f"{self.category}/"

    @cached_property
    def _types(self) -> frozenset[str] | None:
        return None if self.facts is None else frozenset(fact.type() for fact in self.facts)

    def ddl(self) -> list[str]:
        """The statements that make all its tables and views in the current schema, without indexes."""
        own = self.own
        return [
            *ddl.stream_ddl(
                self.stream_table, self.fold_view, own.name if own else None, own.columns if own else {}
            ),
            *(table.ddl() for table in self.others),
        ]

    def key_ddl(self) -> dict[str, list[str]]:
        """The statements that make what each table's rows are written and found by."""
        stuck = f"create index {self.stream_table}_stuck on {self.stream_table} (stream){_STUCK}"
        others = {table.name: table.key_ddl() for table in self.others}
        return {self.stream_table: [ddl.key_ddl(self.stream_table), stuck], **others}

    def index_ddl(self) -> dict[str, list[str]]:
        """The statements that make the other indexes of each table."""
        own = ddl.index_ddl(self.stream_table, self.own.indexes if self.own else ())
        return {self.stream_table: own, **{table.name: table.index_ddl() for table in self.others}}


AnyProjection: TypeAlias = Projection[Any, Any]
"""A projection whose state's type is its own affair; whoever runs it only hands the state back."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A table that combines streams for what people sort and filter by.

    It is refreshed for the touched streams in the transaction that touched them. ``select`` yields
    all ``columns`` and holds ``{keys}`` where the choice of keys goes; ``key_expression`` is the key
    in its terms; ``keys_of`` selects the keys that the streams ``%(streams)s`` have a part in. ``of`` names
    the projections whose rows it shows; of others' streams it shows at most that they are stuck, so it is
    refreshed for them only when that changes. Without ``of`` it shows something of all.
    """

    name: str
    version: int
    columns: Mapping[str, str]
    key: str
    key_expression: str
    keys_of: str
    select: str
    indexes: tuple[str, ...] = ()
    of: tuple[str, ...] | None = None

    def shows(self, projection: AnyProjection) -> bool:
        """Whether it shows rows of ``projection``."""
        return self.of is None or projection.name in self.of

    def ddl(self) -> str:
        """The statement that makes the table in the current schema, with its key."""
        columns = ", ".join(f"{name} {kind}" for name, kind in self.columns.items())
        return f"create table {self.name} ({columns}, primary key ({self.key}))"

    def index_ddl(self) -> list[str]:
        """The statements that make its indexes, side by side."""
        return ddl.index_ddl(self.name, self.indexes)

    def fill(self) -> str:
        """The statement that fills the empty table."""
        names = ", ".join(self.columns)
        return f"insert into {self.name} ({names}) {self.select.format(keys='true')}"

    def refresh(self) -> str:
        """The statement that brings the rows of ``%(streams)s`` up to date."""
        names = ", ".join(self.columns)
        changed = ", ".join(f"{name} = excluded.{name}" for name in self.columns)
        statement = (
            "with touched as materialized ({keys_of}), fresh as ({select}), gone as (delete from {name} t"
            " where t.{key} in (table touched) and not exists (select from fresh where fresh.{key} = t.{key}))"
            " insert into {name} as t ({names}) select {names} from fresh"
            " on conflict ({key}) do update set {changed} where t is distinct from excluded"
        )
        return statement.format(
            select=self.select.format(keys=f"{self.key_expression} in (table touched)"),
            name=self.name,
            key=self.key,
            keys_of=self.keys_of,
            names=names,
            changed=changed,
        )


@dataclass(frozen=True)
class View:
    """A view over the read model's tables: ``select`` is its whole query."""

    name: str
    select: str


@dataclass(frozen=True)
class ReadModel:
    """All read models of one service: one schema, one version."""

    projections: tuple[AnyProjection, ...] = ()
    summaries: tuple[Summary, ...] = ()
    views: tuple[View, ...] = ()

    def ddl(self) -> list[str]:
        """The statements that make everything in the current schema, empty and without indexes."""
        return [
            "create table version (fingerprint text not null)",
            *(statement for projection in self.projections for statement in projection.ddl()),
            *(summary.ddl() for summary in self.summaries),
            *(f"create view {view.name} as {view.select}" for view in self.views),
        ]

    @cached_property
    def shown(self) -> frozenset[str]:
        """The tables of the projections that summaries show rows of."""
        projections = [one for one in self.projections if any(some.shows(one) for some in self.summaries)]
        return frozenset(table for projection in projections for table in projection.key_ddl())

    def key_ddl(self) -> dict[str, list[str]]:
        """The statements that make what the rows of each projection's tables are written and found by."""
        return _of_all(projection.key_ddl() for projection in self.projections)

    def index_ddl(self) -> dict[str, list[str]]:
        """The statements that make the other indexes of each table of a projection."""
        return _of_all(projection.index_ddl() for projection in self.projections)

    @cached_property
    def fingerprint(self) -> str:
        """The version of the whole: changes with any projection's version or any definition."""
        parts = [
            *self.ddl(),
            *chain.from_iterable(self.key_ddl().values()),
            *chain.from_iterable(self.index_ddl().values()),
            *(statement for summary in self.summaries for statement in summary.index_ddl()),
            *(projection.identity for projection in self.projections),
            *(f"{summary.name}={summary.version} {summary.select}" for summary in self.summaries),
        ]
        return sha256("\n".join(parts).encode()).hexdigest()[:16]


def _of_all(some: Iterable[Mapping[str, list[str]]]) -> dict[str, list[str]]:
    return {table: statements for tables in some for table, statements in tables.items()}
