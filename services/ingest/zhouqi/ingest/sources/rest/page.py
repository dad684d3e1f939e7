"""A page of a REST service, read from its bytes with no more trust than it earns.

What is wrong with a record is that record's own affair: it comes out as something that no field accepts, and
is refused alone. What is wrong with the page is the source's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.sources.reader import Raw, SourceFailed

_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ASKS_WHO: Final = re.compile(r"type=[\"']?password|登录|log.?in|sign.?in", re.IGNORECASE)
_ERROR_FIELDS: Final = ("code", "error", "errcode", "status", "message", "msg")
_LONGEST_CURSOR: Final = 500
_MOST_DIGITS: Final = 30
_DEEPEST: Final = 3
_TWICE: Final[Mapping[str, bool]] = {"twice": True}
_DEEP: Final[Mapping[str, bool]] = {"nested": True}


@dataclass(frozen=True, slots=True)
class RestPage:
    """Records in the order in which they were put out, the cursor behind them, and whether there are more."""

    items: Sequence[Raw]
    next: str
    more: bool


def read_page(body: bytes, most: int) -> RestPage:
    """What a page of at most ``most`` records says. Raises SourceFailed, with what is wrong as far as it shows."""
    said = read_object(body)
    items, cursor, more = said.get("items"), said.get("next"), said.get("more")
    if not isinstance(items, list):
        raise _no_page(said)
    if len(items) > most:
        raise SourceFailed(FailureCause.TOO_LARGE, f"items:{len(items)}")
    if not isinstance(cursor, str) or not 0 < len(cursor) <= _LONGEST_CURSOR or not cursor.isprintable():
        raise SourceFailed(FailureCause.MALFORMED, "next")
    if not isinstance(more, bool):
        raise SourceFailed(FailureCause.MALFORMED, "more")
    return RestPage([_record(item) for item in items], cursor, more)


def read_object(body: bytes) -> Mapping[str, object]:
    """The JSON object that an answer is. Raises SourceFailed."""
    return _object(_text(body))


def _text(body: bytes) -> str:
    if body.startswith(_BOMS):
        raise SourceFailed(FailureCause.BAD_ENCODING, "byte-order-mark")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceFailed(FailureCause.BAD_ENCODING, "utf-8") from error


def _object(text: str) -> Mapping[str, object]:
    begin = text[:1000].lstrip()
    if begin.startswith("<"):
        asks = _ASKS_WHO.search(text[:100_000])
        raise SourceFailed(FailureCause.SIGN_IN if asks else FailureCause.MALFORMED, "html")
    try:
        said = json.loads(text, object_pairs_hook=_fields, parse_int=_number)
    except RecursionError:
        raise SourceFailed(FailureCause.MALFORMED, "nesting") from None
    except ValueError as error:
        whole = text.rstrip().endswith(("}", "]"))
        raise SourceFailed(FailureCause.MALFORMED if whole else FailureCause.CUT_OFF, "json") from error
    if not isinstance(said, dict):
        raise SourceFailed(FailureCause.MALFORMED, "json")
    return said


def _fields(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; a field that stands twice says nothing that could be chosen."""
    found: dict[str, object] = {}
    for name, value in pairs:
        found[name] = _TWICE if name in found else value
    return found


def _number(digits: str) -> object:
    """An integer; one that is absurdly long stays out of the way of everything that would write it down."""
    return int(digits) if len(digits) <= _MOST_DIGITS else {"digits": len(digits)}


def _record(item: object) -> Raw:
    """The record; no field accepts anything nested, so what lies deep in one is not carried along."""
    if not isinstance(item, dict):
        return {"no_record": item if _is_shallow(item, _DEEPEST) else _DEEP}
    return {name: value if _is_shallow(value, _DEEPEST) else _DEEP for name, value in item.items()}


def _is_shallow(value: object, levels: int) -> bool:
    match value:
        case dict():
            return levels > 0 and all(_is_shallow(part, levels - 1) for part in value.values())
        case list():
            return levels > 0 and all(_is_shallow(part, levels - 1) for part in value)
        case _:
            return True


def _no_page(said: Mapping[str, object]) -> SourceFailed:
    """An error under the status of an answer, or something else altogether."""
    for name in _ERROR_FIELDS:
        code = said.get(name)
        if isinstance(code, str | int) and not isinstance(code, bool):
            return SourceFailed(FailureCause.SOURCE_ERROR, f"{name}:{code}")
        if name in said:
            return SourceFailed(FailureCause.SOURCE_ERROR, name)
    return SourceFailed(FailureCause.MALFORMED, "items")
