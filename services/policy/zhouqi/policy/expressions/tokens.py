"""An expression as words, numbers, texts and signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

KEYWORDS: Final = frozenset(
    "and or not is null in between case when then else end true false".split()  # noqa: SIM905 - reads better
)
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<word>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>\d+(?:\.\d+)?)(?![A-Za-z0-9_.])|(?P<text>'[^'\\]*')"
    r"|(?P<sign><=|>=|<>|!=|[-+*/=<>(),]))",
    re.ASCII,
)


class NotAllowed(ValueError):
    """The expression holds what it may not; the text says what."""


@dataclass(frozen=True, slots=True)
class Token:
    """A part of an expression: a ``keyword`` in small letters, a ``word``, ``number``, ``text`` or ``sign``."""

    category: str
    text: str


END: Final = Token("end", "the end")


def tokens(expression: str) -> Iterator[Token]:
    """The parts of ``expression``. Raises NotAllowed where something else begins."""
    rest = expression.rstrip()
    position = 0
    while position < len(rest):
        match = _TOKEN.match(rest, position)
        if match is None or match.lastgroup is None:
            raise NotAllowed(f"{rest[position:].strip()[:20]!r}")
        category, text = match.lastgroup, match.group(match.lastgroup)
        if category == "word" and text.lower() in KEYWORDS:
            category, text = "keyword", text.lower()
        yield Token(category, text)
        position = match.end()
