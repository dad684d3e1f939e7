"""The kinds of filters that lists have.

A slice declares its filters in its ``list.py``. What the API takes as query parameters, what the database is
asked, what the export says and what ``lists.json`` tells the pages follows from there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final, Generic, TypeVar
from uuid import UUID

from fastapi import Query
from psycopg import sql

from zhouqi.cockpit.lists.filter import Filter, Names
from zhouqi.cockpit.lists.predicates import any_of, containing
from zhouqi.cockpit.lists.words import ANY, SEARCH, joined, plain, yes_or_no
from zhouqi.service.http.language import Text
from zhouqi.service.storage.predicate import Predicate

E = TypeVar("E", bound=StrEnum)
LONGEST_SEARCH: Final = 100
_MOST_CHOICES: Final = 10
_MOST_CODES: Final = 100


@dataclass(frozen=True, kw_only=True)
class Search(Filter):
    """What someone types, looked for in ``column``: text in small letters, NFKC."""

    kind: ClassVar[str] = "text"
    name: str = "q"
    label: Text = SEARCH
    column: str = "searched"

    @property
    def annotation(self) -> object:
        """A text of bounded length."""
        return Annotated[str | None, Query(max_length=LONGEST_SEARCH, description=self.description)]

    def condition(self, chosen: str | None) -> Predicate | None:
        """The rows that contain it."""
        if not chosen or not chosen.strip():
            return None
        pattern = sql.Placeholder(self.name)
        looked_in = sql.SQL("{} like lower({})").format(sql.Identifier(self.column), pattern)
        return Predicate(looked_in, {self.name: containing(chosen)})

    def in_words(self, chosen: str | None, names: Names) -> Text:
        """As it was typed."""
        return plain(chosen) if chosen else ANY


@dataclass(frozen=True, kw_only=True)
class Choice(Filter, Generic[E]):
    """One of a few ways to narrow a list, each with its own condition. Always chosen if there is a ``preset``."""

    kind: ClassVar[str] = "choice"
    words: Mapping[E, Text]
    conditions: Mapping[E, Predicate]
    preset: E | None = None

    @property
    def annotation(self) -> object:
        """One member of the words' enumeration."""
        return Annotated[_one(self.words, optional=self.preset is None), Query(**_said(self))]

    @property
    def default(self) -> object:
        """The preset."""
        return self.preset

    @property
    def options(self) -> Mapping[str, Text]:
        """All of them."""
        return {one.value: text for one, text in self.words.items()}

    def condition(self, chosen: E | None) -> Predicate | None:
        """What the chosen one selects."""
        return None if chosen is None else self.conditions[chosen]

    def in_words(self, chosen: E | None, names: Names) -> Text:
        """The word for it."""
        return ANY if chosen is None else self.words[chosen]


@dataclass(frozen=True, kw_only=True)
class Choices(Filter, Generic[E]):
    """Any of several values of ``column``; with ``some`` the column is an array that holds one of them."""

    kind: ClassVar[str] = "choice"
    multiple: ClassVar[bool] = True
    words: Mapping[E, Text]
    column: str
    some: bool = False

    @property
    def annotation(self) -> object:
        """A list of members of the words' enumeration."""
        return Annotated[_several(self.words), Query(max_length=_MOST_CHOICES, **_said(self))]

    @property
    def options(self) -> Mapping[str, Text]:
        """All of them."""
        return {one.value: text for one, text in self.words.items()}

    def condition(self, chosen: Sequence[E] | None) -> Predicate | None:
        """The rows with any of them."""
        return any_of(self.column, self.name, [one.value for one in chosen or ()], some=self.some)

    def in_words(self, chosen: Sequence[E] | None, names: Names) -> Text:
        """Their words."""
        return joined(self.words[one] for one in chosen) if chosen else ANY


@dataclass(frozen=True, kw_only=True)
class Codes(Filter):
    """Any of several codes of a ``register``, in ``column``."""

    kind: ClassVar[str] = "choice"
    multiple: ClassVar[bool] = True
    column: str

    @property
    def annotation(self) -> object:
        """A list of codes."""
        return Annotated[list[str] | None, Query(max_length=_MOST_CODES, **_said(self))]

    def condition(self, chosen: Sequence[str] | None) -> Predicate | None:
        """The rows with any of them."""
        return any_of(self.column, self.name, list(chosen or ()), some=False)

    def in_words(self, chosen: Sequence[str] | None, names: Names) -> Text:
        """The names that the register gives them; a code that it does not know stands for itself."""
        known = names.get(self.register or "", {})
        return joined(plain(known.get(code, code)) for code in chosen) if chosen else ANY


@dataclass(frozen=True, kw_only=True)
class Reference(Filter):
    """One thing that has an id, in ``column``."""

    kind: ClassVar[str] = "choice"
    column: str

    @property
    def annotation(self) -> object:
        """An id."""
        return Annotated[UUID | None, Query(**_said(self))]

    def condition(self, chosen: UUID | None) -> Predicate | None:
        """The rows of it."""
        if chosen is None:
            return None
        same = sql.SQL("{} = {}").format(sql.Identifier(self.column), sql.Placeholder(self.name))
        return Predicate(same, {self.name: chosen})

    def in_words(self, chosen: UUID | None, names: Names) -> Text:
        """Its id."""
        return ANY if chosen is None else plain(str(chosen))


@dataclass(frozen=True, kw_only=True)
class Flag(Filter):
    """Whether ``true``, a condition without values, holds. Always one of both if there is a ``preset``."""

    kind: ClassVar[str] = "flag"
    true: str
    words: Mapping[bool, Text] | None = None
    preset: bool | None = None

    @property
    def annotation(self) -> object:
        """Yes, no, or either."""
        chosen: Any = bool | None if self.preset is None else bool
        return Annotated[chosen, Query(**_said(self))]

    @property
    def default(self) -> object:
        """The preset."""
        return self.preset

    @property
    def options(self) -> Mapping[str, Text] | None:
        """Both ways in words, where they have some of their own."""
        return None if self.words is None else {str(way).lower(): text for way, text in self.words.items()}

    def condition(self, chosen: bool | None) -> Predicate | None:
        """The rows for which it holds, or those for which it doesn't."""
        if chosen is None:
            return None
        held = sql.SQL("({}) = {}").format(sql.SQL(self.true), sql.Placeholder(self.name))
        return Predicate(held, {self.name: chosen})

    def in_words(self, chosen: bool | None, names: Names) -> Text:
        """In words."""
        return ANY if chosen is None else (self.words or {}).get(chosen, yes_or_no(chosen))


def _one(words: Collection[StrEnum], *, optional: bool) -> Any:
    chosen = type(next(iter(words)))
    return chosen | None if optional else chosen


def _several(words: Collection[StrEnum]) -> Any:
    chosen: Any = type(next(iter(words)))
    return list[chosen] | None


def _said(filter_: Filter) -> dict[str, Any]:
    return {} if filter_.description is None else {"description": filter_.description}
