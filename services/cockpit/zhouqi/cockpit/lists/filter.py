"""A filter of a list: it says once how it is called, asked for, looked up and told of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from zhouqi.service.http.language import Text
from zhouqi.service.storage.predicate import Predicate

Names: TypeAlias = Mapping[str, Mapping[str, str]]
"""What registers call things: by the register's name, then by code."""


@dataclass(frozen=True, kw_only=True)
class Filter(ABC):
    """A filter of a list. ``name`` is the query parameter's, ``description`` what the API says of it.

    ``register`` is where its choices come from, if they are no fixed ``options``.
    """

    kind: ClassVar[str]
    multiple: ClassVar[bool] = False
    name: str
    label: Text
    description: str | None = None
    register: str | None = None

    @property
    @abstractmethod
    def annotation(self) -> object:
        """The type of its query parameter."""

    @property
    def default(self) -> object:
        """What is chosen when nothing is asked."""
        return None

    @property
    def options(self) -> Mapping[str, Text] | None:
        """What can be chosen, in words; None for what is typed or comes from a register."""
        return None

    @abstractmethod
    def condition(self, chosen: Any) -> Predicate | None:
        """The rows that ``chosen``, a value of the parameter, selects; None when it leaves out none."""

    @abstractmethod
    def in_words(self, chosen: Any, names: Names) -> Text:
        """``chosen`` in words."""
