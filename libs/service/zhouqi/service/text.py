"""Text from people and sources, made one once, at the edge, for storing, searching and ordering alike.

What a route takes from people is typed by one of these, so that it is normal, says something that can be
seen, and names and reaches no person::

    class Reported(Entered):
        document: DocumentNumber
        remark: FreeText | None = None

Signs that cannot be seen (zero-width spaces, direction overrides, tags, controls) are taken out: a name
made of them has no link to click, and an override makes a name read as another one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from zhouqi.service.privacy import Personal, find_personal

PERSONAL: Final = "personal_data"
"""The type of the validation error for personal data; it is answered as the problem ``personal-data``."""

# Default_Ignorable_Code_Point (Unicode 16) that are not in the categories Cc, Cf and Cs, and blank letters.
_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\uffff"
    "\U000e0000-\U000e0fff\U0001d159]"
)
_TAKEN_OUT: Final = frozenset({"Cc", "Cf", "Cs", "Cn"})
_ENDS: Final = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK: Final = re.compile(r"[^\S\n\u3000]+")
_AROUND_ENDS: Final = re.compile(r"(?:[^\S\n]*\n)+")
_STACKED: Final = re.compile(r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4})"
                             r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")  # fmt: skip


def normalise(text: str, *, lines: bool = False) -> str:
    r"""``text`` as it is stored: NFC, without signs that cannot be seen, blanks made one, ends trimmed.

    With ``lines`` it keeps its lines (``\n``, at most one empty between two) and the indents of paragraphs
    (U+3000); without, it is one line. May be empty. ``normalise(normalise(t)) == normalise(t)``.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    ended = _ENDS.sub("\n", text).replace("\t", " ")
    seen = "".join(
        c for c in _UNSEEN.sub("", ended) if c == "\n" or unicodedata.category(c) not in _TAKEN_OUT
    )
    composed = _STACKED.sub(r"\1", unicodedata.normalize("NFC", seen))
    if not lines:
        return " ".join(composed.split())
    blanks = _BLANK.sub(" ", composed)
    return _AROUND_ENDS.sub(lambda found: "\n" * min(found.group().count("\n"), 2), blanks).strip()


def search_form(text: str) -> str:
    """``text`` as it is searched for and ordered by: what looks or sounds the same is the same.

    NFKC (full-width is half-width, a ligature its letters) and case-folded, after ``normalise``. Idempotent.
    """
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", normalise(text)).casefold())
    return normalise(unicodedata.normalize("NFKC", once.casefold()))


def _edge(*, lines: bool) -> Callable[[object], object]:
    return lambda value: normalise(value, lines=lines) if isinstance(value, str) else value


def impersonal(text: str) -> str:
    """``text`` itself. Raises PydanticCustomError of the type ``PERSONAL`` when it seems to hold personal data."""
    found: Personal | None = find_personal(text)
    if found is not None:
        raise PydanticCustomError(PERSONAL, "personal data", {"found": found.value})
    return text


Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100),
    BeforeValidator(_edge(lines=False)),
    AfterValidator(impersonal),
]
"""One line that names something: a title, a saved view. 1 to 100 characters."""
FreeText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000),
    BeforeValidator(_edge(lines=True)),
    AfterValidator(impersonal),
]
"""What somebody writes: several lines, 1 to 2000 characters."""
DocumentNumber = Annotated[
    str,
    StringConstraints(min_length=1, max_length=100),
    BeforeValidator(_edge(lines=False)),
    AfterValidator(impersonal),
]
"""The number of a document 文号 that proves what is said. 1 to 100 characters."""
SearchText = Annotated[str, StringConstraints(max_length=100), BeforeValidator(_edge(lines=False))]
"""What somebody looks for. It is not kept, so it may name a person; ``search_form`` of it is compared."""
