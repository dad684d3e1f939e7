"""What a policy's expression is made of, once it was read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Value: TypeAlias = Decimal | bool | str
"""A number, a flag or a text."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that stands in the expression; None is ``null``, which nobody ever knows."""

    value: Value | None


@dataclass(frozen=True, slots=True)
class Column:
    """A field of the profile."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """``-of``."""

    of: Node


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``left sign right``, where ``sign`` is one of ``+ - * /``."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison:
    """``left sign right``, where ``sign`` is one of ``= <> < <= > >=``."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Not:
    """``not of``."""

    of: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of ``parts``."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One of ``parts`` at least."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class In:
    """``of`` equals one of ``options``."""

    of: Node
    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """``of`` is neither below ``low`` nor above ``high``."""

    of: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class IsNull:
    """``of is null``: never so of what is known, and never known of what is not."""

    of: Node


@dataclass(frozen=True, slots=True)
class Case:
    """The value of the first of ``branches`` whose condition holds, or ``otherwise``."""

    branches: tuple[tuple[Node, Node], ...]
    otherwise: Node


Node: TypeAlias = (
    Literal | Column | Negative | Arithmetic | Comparison | Not | And | Or | In | Between | IsNull | Case
)
