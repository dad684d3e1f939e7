"""What a policy's expression may consist of. Pure; its types are checked where it is computed.

The expressions are SQL, but a policy is written by people of a county, and runs over everything that is
known of every enterprise: so only what conditions and amounts need is let in. Columns of the profile,
numbers, texts, arithmetic (division by a number alone), comparisons, ``and or not``, ``is null``, ``in``,
``between`` and ``case``; no functions, no subqueries, no comments.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

KEYWORDS: Final = frozenset(
    "and or not is null in between case when then else end true false".split()  # noqa: SIM905 - reads better
)
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<word>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>\d+(?:\.\d+)?)(?![A-Za-z0-9_.])|(?P<text>'[^'\\]*')"
    r"|(?P<sign><=|>=|<>|!=|[-+*/=<>(),]))"
)


class NotAllowed(ValueError):
    """The expression holds what it may not; the text says what."""


def check(expression: str, columns: Collection[str]) -> None:
    """Raise NotAllowed unless ``expression`` consists of what is let in, over ``columns`` alone."""
    tokens = list(_tokens(expression))
    if "--" in "".join(text for _, text in tokens):
        raise NotAllowed("a comment, or a double minus")
    for (kind, text), (following_kind, following) in pairwise([*tokens, ("end", "")]):
        if text == "/" and (following_kind != "number" or not following.strip("0.")):
            raise NotAllowed("a division by anything but a number")  # one zero would stop all enterprises
        if kind != "word" or text.lower() in KEYWORDS:
            continue
        if following == "(":
            raise NotAllowed(f"the function {text}")
        if text not in columns:
            raise NotAllowed(f"the unknown column {text}")


def _tokens(expression: str) -> Iterator[tuple[str, str]]:
    rest = expression.rstrip()
    position = 0
    while position < len(rest):
        match = _TOKEN.match(rest, position)
        if match is None or match.lastgroup is None:
            raise NotAllowed(f"{rest[position:].strip()[:20]!r}")
        yield match.lastgroup, match.group(match.lastgroup)
        position = match.end()
