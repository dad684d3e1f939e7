"""Lists in pages: an opaque cursor that only this deployment can have made, at most 200 rows, and the total."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, TypeAlias

from fastapi import Query
from psycopg import sql

from zhouqi.service.http.problems import CURSOR_INVALID, Problem
from zhouqi.service.storage.predicate import ALWAYS, Predicate

MAX_LIMIT: Final = 200
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="How many rows; at most 200")]
CursorText = Annotated[
    str | None,
    Query(max_length=2000, description="`next` of the page before, with the same filters and order"),
]
Value: TypeAlias = str | int | bool | None


@dataclass(frozen=True, slots=True)
class SortKey:
    """One column that a list is ordered by; empty values come last either way."""

    column: str
    descending: bool = False


class Order:
    """How a list is ordered. The last key must be unique and never empty, so that no row is met twice
    or missed.

    ``query`` are the filters: a cursor is good only for the list that it was made for (:class:`Cursors`).
    """

    def __init__(self, keys: Sequence[SortKey], query: Mapping[str, object]) -> None:
        self.keys = tuple(keys)
        described = [[(key.column, key.descending) for key in self.keys], sorted(query.items())]
        self.described = json.dumps(described, default=str, ensure_ascii=False)
        """The list in words: its order and its filters."""

    @property
    def by(self) -> sql.Composable:
        """The ``order by`` clause, without these words."""
        return sql.SQL(", ").join(
            sql.SQL("{} desc nulls last" if key.descending else "{} asc nulls last").format(
                sql.Identifier(key.column)
            )
            for key in self.keys
        )

    def behind(self, values: Sequence[Value]) -> Predicate:
        """A predicate for the rows behind one with these values of the keys."""
        alternatives = [
            sql.SQL(" and ").join(
                [
                    *(_same(number, self.keys[number], values[number]) for number in range(last)),
                    _further(last, self.keys[last], values[last]),
                ]
            )
            for last in range(len(self.keys))
        ]
        condition = sql.SQL("(({}))").format(sql.SQL(") or (").join(alternatives))
        return Predicate(condition, {_name(number): value for number, value in enumerate(values)})


class Cursors:
    """Makes cursors and reads them again, with a ``key`` that nobody else has.

    What a cursor holds goes into a query as values of the list's own columns. One that was made up could hold
    values of other types, which the database refuses: it is refused here, by its seal.
    """

    def __init__(self, key: str) -> None:
        self._key = hashlib.sha256(b"zhouqi cursor\n" + key.encode()).digest()

    def after(self, order: Order, values: Sequence[Value]) -> str:
        """The cursor behind a row with these values of the keys (text for what JSON does not have)."""
        text = json.dumps([self._seal(order, values), *values], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def behind(self, order: Order, cursor: str | None) -> Predicate:
        """A predicate for the rows behind ``cursor``; true without one. Raises Problem 400."""
        return ALWAYS if cursor is None else order.behind(self._read(order, cursor))

    def _seal(self, order: Order, values: Sequence[Value]) -> str:
        text = order.described + json.dumps(list(values), ensure_ascii=False)
        return hmac.new(self._key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:32]

    def _read(self, order: Order, cursor: str) -> list[Value]:
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            read = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        except (ValueError, RecursionError):
            raise Problem(CURSOR_INVALID) from None
        if not isinstance(read, list) or len(read) != len(order.keys) + 1 or not isinstance(read[0], str):
            raise Problem(CURSOR_INVALID)
        seal, *values = read
        if not hmac.compare_digest(seal.encode("utf-8", "surrogatepass"), self._seal(order, values).encode()):
            raise Problem(CURSOR_INVALID)
        return values


def _name(number: int) -> str:
    return f"cursor_{number}"


def _same(number: int, key: SortKey, value: Value) -> sql.Composable:
    column = sql.Identifier(key.column)
    if value is None:
        return sql.SQL("{} is null").format(column)
    return sql.SQL("{} = {}").format(column, sql.Placeholder(_name(number)))


def _further(number: int, key: SortKey, value: Value) -> sql.Composable:
    column = sql.Identifier(key.column)
    if value is None:
        return sql.SQL("false")
    operator = sql.SQL("<" if key.descending else ">")
    placeholder = sql.Placeholder(_name(number))
    return sql.SQL("({0} {1} {2} or {0} is null)").format(column, operator, placeholder)
