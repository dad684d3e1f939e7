"""What one JSON Schema says otherwise than another, and what that does to those who read by the other.

An event is read in both directions: a reader who knows the older schema meets what is written by the newer
one, and a reader who knows the newer one meets what was written before. Enums are closed, so a new value
breaks too: a reader has no branch for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

Node = Mapping[str, object]


class Effect(IntEnum):
    """What a difference does, from the least to the worst."""

    WORDS = 0
    ADDS = 1
    """Readers of the older schema ignore it, and what was written before fits the newer one."""
    LIFTS = 2
    """Readers of the older schema ignore it, but what was written before has to be lifted."""
    BREAKS = 3
    """Readers of the older schema are hurt."""


@dataclass(frozen=True, slots=True)
class Difference:
    """``where`` is the path of the field, such as ``findings[].code``; empty for the whole."""

    effect: Effect
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where or 'the whole'}: {self.what}"


@dataclass(frozen=True, slots=True)
class Pair:
    """The same place in both schemas, references resolved."""

    where: str
    old: Node
    new: Node

    def breaks(self, what: str, field: str = "") -> Difference:
        """A difference at this place, or at one of its fields."""
        return Difference(Effect.BREAKS, _below(self.where, field), what)


Check = Callable[[Pair], Iterator[Difference]]


def field_removed(pair: Pair) -> Iterator[Difference]:
    """Readers find it no more."""
    for name in _fields(pair.old).keys() - _fields(pair.new).keys():
        yield pair.breaks("field removed", name)


def field_added(pair: Pair) -> Iterator[Difference]:
    """An optional one is ignored by who does not know it; a required one is absent from what was written before."""
    for name in _fields(pair.new).keys() - _fields(pair.old).keys():
        if name in _required(pair.new):
            yield Difference(Effect.LIFTS, _below(pair.where, name), "required field added")
        else:
            yield Difference(Effect.ADDS, _below(pair.where, name), "optional field added")


def requirement_changed(pair: Pair) -> Iterator[Difference]:
    """What was written before may lack it; or who reads relies on it."""
    both = _fields(pair.old).keys() & _fields(pair.new).keys()
    for name in both & (_required(pair.new) - _required(pair.old)):
        yield Difference(Effect.LIFTS, _below(pair.where, name), "made required")
    for name in both & (_required(pair.old) - _required(pair.new)):
        yield pair.breaks("no longer required", name)


def type_changed(pair: Pair) -> Iterator[Difference]:
    """Narrowed, widened or another one."""
    old, new = _types(pair.old), _types(pair.new)
    if old == new:
        return
    how = "narrowed" if new < old else "widened" if old < new else "changed"
    yield pair.breaks(f"type {how} from {'|'.join(sorted(old))} to {'|'.join(sorted(new))}")


def enum_changed(pair: Pair) -> Iterator[Difference]:
    """Values went, or came."""
    if "enum" not in pair.old and "enum" not in pair.new:
        return
    old, new = _values(pair.old), _values(pair.new)
    if gone := old - new:
        yield pair.breaks(f"enum value removed: {', '.join(sorted(gone))}")
    if come := new - old:
        yield pair.breaks(f"enum value added: {', '.join(sorted(come))}")


def format_changed(pair: Pair) -> Iterator[Difference]:
    """A date is no time."""
    if pair.old.get("format") != pair.new.get("format"):
        yield pair.breaks(f"format changed from {pair.old.get('format')} to {pair.new.get('format')}")


def bound_changed(pair: Pair) -> Iterator[Difference]:
    """Tighter: what was written before does not fit. Looser: a reader's column may be too small."""
    for key in sorted(_BOUNDS):
        if pair.old.get(key) != pair.new.get(key):
            yield pair.breaks(f"{key} changed from {pair.old.get(key)} to {pair.new.get(key)}")


def default_changed(pair: Pair) -> Iterator[Difference]:
    """It says what an absent field means."""
    absent = object()
    if pair.old.get("default", absent) != pair.new.get("default", absent):
        yield pair.breaks("what its absence means (default) changed")


def other_changed(pair: Pair) -> Iterator[Difference]:
    """Whatever the other checks do not know."""
    for key in sorted(pair.old.keys() | pair.new.keys()):
        old, new = pair.old.get(key), pair.new.get(key)
        walked = key in _WALKED and not (isinstance(old, bool) or isinstance(new, bool))
        if old != new and not walked and key not in _KNOWN:
            yield pair.breaks(f"{key} changed")


def words_changed(pair: Pair) -> Iterator[Difference]:
    """What is said to people."""
    for key in sorted(_WORDS):
        if pair.old.get(key) != pair.new.get(key):
            yield Difference(Effect.WORDS, pair.where, f"{key} changed")


CHECKS: Final[tuple[Check, ...]] = (
    field_removed,
    field_added,
    requirement_changed,
    type_changed,
    enum_changed,
    format_changed,
    bound_changed,
    default_changed,
    other_changed,
    words_changed,
)

_WORDS: Final = frozenset({"title", "description"})
_BOUNDS: Final = frozenset(
    {"minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
    | {"multipleOf", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"}
)
_WALKED: Final = frozenset(
    {"properties", "required", "items", "patternProperties", "propertyNames", "additionalProperties"}
    | {"anyOf", "oneOf"}
)
_KNOWN: Final = _WORDS | _BOUNDS | {"$schema", "$id", "$defs", "type", "enum", "format", "default"}


def differences(old: Node, new: Node, checks: tuple[Check, ...] = CHECKS) -> list[Difference]:
    """How ``new`` differs from ``old``, from the outside in. Neither may refer to itself."""
    return [found for pair in _walk("", old, new, old, new) for check in checks for found in check(pair)]


def _walk(where: str, old: Node, new: Node, old_root: Node, new_root: Node) -> Iterator[Pair]:
    old, new = _resolved(old, old_root), _resolved(new, new_root)
    yield Pair(where, _with_types(old, old_root), _with_types(new, new_root))
    olds, news = dict(_parts(where, old, old_root)), dict(_parts(where, new, new_root))
    for key in olds.keys() & news.keys():
        yield from _walk(key[0], olds[key], news[key], old_root, new_root)
    for key in olds.keys() ^ news.keys():
        # A field or an alternative that only one of them has is the checks' matter; a rule for what is within is not.
        if key[1] in _RULES:
            yield from _walk(key[0], olds.get(key, {}), news.get(key, {}), old_root, new_root)


_RULES: Final = frozenset({"items", "propertyNames", "additionalProperties", "patternProperties"})


def _parts(where: str, node: Node, root: Node) -> Iterator[tuple[tuple[str, str], Node]]:
    """What is within a node: (path, which part) and the part."""
    for name, part in _fields(node).items():
        yield (_below(where, name), "field"), part
    for key, mark in (("items", "[]"), ("propertyNames", "{key}"), ("additionalProperties", "{}")):
        if isinstance(rule := node.get(key), Mapping):
            yield (where + mark, key), rule
    for pattern, part in _mapping(node, "patternProperties").items():
        yield (f"{where}{{{pattern}}}", "patternProperties"), part
    seen: list[str] = []
    for part in _alternatives(node):
        kind = str(_resolved(part, root).get("type"))
        seen.append(kind)
        yield (where, f"{kind} {seen.count(kind)}"), part


def _with_types(node: Node, root: Node) -> Node:
    """The node; where it is one of several, ``type`` is the list of all their types."""
    found = [_resolved(part, root).get("type") for part in _alternatives(node)]
    return {**node, "type": found} if found else node


def _resolved(node: Node, root: Node) -> Node:
    reference = node.get("$ref")
    if not isinstance(reference, str):
        return node
    found = _mapping(root, "$defs")[reference.removeprefix("#/$defs/")]
    return _resolved({**found, **{key: value for key, value in node.items() if key != "$ref"}}, root)


def _alternatives(node: Node) -> list[Node]:
    found = node.get("anyOf", node.get("oneOf", []))
    return [part for part in found if isinstance(part, Mapping)] if isinstance(found, list) else []


def _types(node: Node) -> frozenset[str]:
    found = node.get("type", "any")
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset({str(found)})


def _values(node: Node) -> frozenset[str]:
    found = node.get("enum", [])
    return (
        frozenset(json.dumps(value, ensure_ascii=False) for value in found)
        if isinstance(found, list)
        else frozenset()
    )


def _required(node: Node) -> frozenset[str]:
    found = node.get("required", [])
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


def _fields(node: Node) -> Mapping[str, Node]:
    return _mapping(node, "properties")


def _mapping(node: Node, key: str) -> Mapping[str, Node]:
    found = node.get(key)
    return found if isinstance(found, Mapping) else {}


def _below(where: str, field: str) -> str:
    return ".".join(part for part in (where, field) if part)
