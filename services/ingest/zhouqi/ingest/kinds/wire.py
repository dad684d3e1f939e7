"""How the records of a kind come to the county: which wire, and where on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from zhouqi.ingest.fields.columns import Column


@dataclass(frozen=True, slots=True)
class Rest:
    """A paged REST service; ``path`` is behind the base address of the source systems."""

    path: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A table of the exchange database 前置库; ``columns`` are the raw fields beside ``seq``."""

    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DropFolder:
    """A folder into which people put their files; ``columns`` say which raw field a column is.

    All of them must be there: what a column that is missing would say is not known.
    """

    folder: str
    columns: tuple[Column, ...]

    @property
    def headers(self) -> Mapping[str, str]:
        """The county's own header -> the raw field."""
        return {column.header: column.field for column in self.columns}


Wire: TypeAlias = Rest | Exchange | DropFolder
