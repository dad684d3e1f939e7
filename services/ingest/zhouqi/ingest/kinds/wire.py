"""How the records of a kind come to the county: which wire, and where on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


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
class Drops:
    """A folder into which Excel files are put; ``headers`` say which raw field a column is."""

    folder: str
    headers: Mapping[str, str]


Wire: TypeAlias = Rest | Exchange | Drops
