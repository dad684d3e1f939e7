"""What a list is: declared once by its slice, from which everything else about it follows.

Adding a filter is a line of ``filters``, and where the read model has no such column yet, one in the summary::

    Flag(name="no_land", label=Text("未填用地", "No land stated"), true="land_area is null")

The API then takes ``?no_land=true``, the export says so, and ``lists.json`` tells the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, reduce
from operator import and_
from typing import Generic, TypeAlias, TypeVar

from psycopg import sql
from pydantic import BaseModel

from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.lists.filter import Filter, Names
from zhouqi.cockpit.lists.filters import Search
from zhouqi.service.http import paging
from zhouqi.service.http.language import Language, Text
from zhouqi.service.http.paging import SortKey
from zhouqi.service.storage.predicate import Predicate

R = TypeVar("R", bound=BaseModel)
R_contra = TypeVar("R_contra", contravariant=True)
Cell: TypeAlias = str | Decimal | date | datetime | None


class Order(StrEnum):
    """Direction of an order. Rows without a value come last in both."""

    ASC = "asc"
    DESC = "desc"


ORDERS: Mapping[Order, Text] = {
    Order.ASC: Text("升序", "ascending"),
    Order.DESC: Text("降序", "descending"),
}


@dataclass(frozen=True, slots=True)
class Column(Generic[R_contra]):
    """A column of the file, and of the page where it has room for it. ``width`` in characters."""

    name: str
    label: Text
    width: int
    cell: Callable[[R_contra], Cell | Text]


@dataclass(frozen=True, slots=True)
class SortBy:
    """What rows can be ordered by: a column of the summary; ``backwards`` where its smallest value is the most."""

    name: StrEnum
    label: Text
    column: str
    backwards: bool = False


@dataclass(frozen=True)
class ListDefinition(Generic[R]):
    """A list over ``source``: a summary, or a query in parentheses, whose column ``key`` names a row.

    A field of ``row`` is the column of the same name, unless ``expressions`` say how it is made: in terms of
    ``row``, the source's, and of what ``joins`` adds. ``scope`` says which rows a reader sees.
    ``name`` is that of the list in ``lists.json``; ``title`` and ``file`` those of the exported sheet and file.
    """

    name: str
    title: Text
    file: Text
    row: type[R]
    source: sql.Composable
    key: str
    scope: Callable[[ReaderScope], Predicate]
    filters: tuple[Filter, ...]
    sorts: tuple[SortBy, ...]
    default_sort: StrEnum
    sort_description: str
    columns: tuple[Column[R], ...]
    expressions: Mapping[str, str] = field(default_factory=dict)
    joins: str = ""

    @cached_property
    def selected(self) -> sql.Composable:
        """The columns of a ``row``."""
        return sql.SQL(", ").join(
            sql.SQL("{} as {}").format(
                sql.SQL(self.expressions.get(name, f"row.{name}")), sql.Identifier(name)
            )
            for name in self.row.model_fields
        )

    @cached_property
    def by_name(self) -> Mapping[str, Filter]:
        """The filters by their names."""
        return {one.name: one for one in self.filters}

    @cached_property
    def sort_by_name(self) -> Mapping[StrEnum, SortBy]:
        """The orders by their names."""
        return {one.name: one for one in self.sorts}

    def of(self, sort: StrEnum | None = None, order: Order = Order.DESC, **chosen: object) -> Selection[R]:
        """The rows that the ``chosen`` values of filters select, in order.

        >>> PROJECTS.of(Sort.INVESTMENT, light=[Light.RED])  # doctest: +SKIP
        """
        unknown = chosen.keys() - self.by_name.keys()
        if unknown:
            raise TypeError(f"{self.name} has no filter {sorted(unknown)}")
        values = {one.name: chosen.get(one.name, one.default) for one in self.filters}
        return Selection(self, values, sort or self.default_sort, order)


@dataclass(frozen=True, slots=True)
class Selection(Generic[R]):
    """Which rows of a list, in which order; those that are equal in it stand in the order of their keys."""

    definition: ListDefinition[R]
    chosen: Mapping[str, object]
    sort: StrEnum
    order: Order

    def within(self, reader: ReaderScope, values: Mapping[str, object] | None = None) -> ScopedList[R]:
        """Those of them that ``reader`` sees. ``values`` are those that the list's expressions speak of."""
        matching = reduce(and_, self._conditions(), self.definition.scope(reader))
        return ScopedList(self.definition, matching, self._order(), values or {})

    def in_words(self, names: Names) -> Iterator[tuple[Text, Text]]:
        """Every filter and the order in words, each under its label."""
        for one in self.definition.filters:
            yield one.label, one.in_words(self.chosen[one.name], names)
        by, direction = self.definition.sort_by_name[self.sort].label, ORDERS[self.order]
        yield Text("排序", "Order"), Text(*(f"{by.in_(one)} {direction.in_(one)}" for one in Language))

    def _conditions(self) -> Iterator[Predicate]:
        """What is typed comes last: to look into texts is dear."""
        for one in sorted(self.definition.filters, key=lambda one: one.kind == Search.kind):
            condition = one.condition(self.chosen[one.name])
            if condition is not None:
                yield condition

    def _order(self) -> paging.Order:
        by = self.definition.sort_by_name[self.sort]
        falling = (self.order is Order.DESC) is not by.backwards
        return paging.Order(
            [SortKey(by.column, descending=falling), SortKey(self.definition.key)], self.chosen
        )


@dataclass(frozen=True, slots=True)
class ScopedList(Generic[R]):
    """A list as one reader sees it: which rows, in which order."""

    definition: ListDefinition[R]
    matching: Predicate
    order: paging.Order
    values: Mapping[str, object]
