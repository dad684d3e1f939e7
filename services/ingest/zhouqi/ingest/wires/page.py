"""What a wire gives: pages of raw records behind a cursor, and the source's word how far it has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

Raw: TypeAlias = Mapping[str, object]
PAGE = 500
"""Records that are read at once, about."""


class SourceFailed(Exception):
    """A source can't be read. ``cause`` is a stable code: unconfigured, unreachable, refused, malformed.

    ``register`` is one too: without the county's register a record can't be judged.
    """

    def __init__(self, cause: str, detail: str = "") -> None:
        super().__init__(f"{cause} {detail}".strip())
        self.cause = cause


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that could not be read; it is refused as a whole and passed. ``cause`` is a stable code."""

    file: str
    cause: str


@dataclass(frozen=True, slots=True)
class Page:
    """Raw records in the order in which they were put out, and where the next begin."""

    items: Sequence[Raw]
    next: str
    more: bool
    broken: Sequence[Broken] = ()


class Reader(Protocol):
    """Reads one kind's records from where they are put out."""

    async def up_to(self) -> datetime | None:
        """The business time up to which everything is there by the source's own word.

        None for a source that has not said anything yet. What is read after this was asked holds all of
        that. Raises SourceFailed.
        """

    async def page(self, cursor: str | None) -> Page:
        """The records behind ``cursor``; the first ones without it. Raises SourceFailed."""
