"""Every way in which a schema may hurt its readers is seen, and by one check alone: without it, nothing is said."""

from __future__ import annotations

from copy import deepcopy
from functools import reduce
from typing import Any, Final, Literal

import pytest
from pydantic import BaseModel, Field

from zhouqi.events import Fact
from zhouqi.events.contract_tools import schemas
from zhouqi.events.contract_tools.differences import (
    CHECKS,
    Check,
    Effect,
    bound_changed,
    default_changed,
    differences,
    enum_changed,
    field_added,
    field_removed,
    format_changed,
    other_changed,
    requirement_changed,
    type_changed,
    words_changed,
)
from zhouqi.events.contracts.fact import Counted, Day
from zhouqi.events.contracts.milestone import Milestone


class Part(BaseModel):
    code: str


class Sample(Fact):
    """A contract of every shape."""

    milestone: Milestone
    due: Day | None = None
    length: int = Field(ge=0)
    parts: tuple[Part, ...] = ()
    counted: Counted
    kinds: dict[str, Milestone]


_SAMPLE: Final = schemas.schema(Sample)
_GONE: Final = object()

Change = tuple[Check, str, object, Effect, str]
_CHANGES: Final[list[Change]] = [
    (field_removed, "properties/length", _GONE, Effect.BREAKS, "length: field removed"),
    (field_removed, "$defs/Part/properties/code", _GONE, Effect.BREAKS, "parts[].code: field removed"),
    (field_added, "properties/new", {"type": "string"}, Effect.ADDS, "new: optional field added"),
    (
        field_added,
        "$defs/Part/properties/new",
        {"type": "string"},
        Effect.ADDS,
        "parts[].new: optional field",
    ),
    (requirement_changed, "required/9", "due", Effect.LIFTS, "due: made required"),
    (requirement_changed, "required/0", _GONE, Effect.BREAKS, "milestone: no longer required"),
    (type_changed, "properties/length/type", "string", Effect.BREAKS, "type changed from integer to string"),
    (
        type_changed,
        "properties/due/anyOf/1",
        _GONE,
        Effect.BREAKS,
        "due: type narrowed from null|string to string",
    ),
    (type_changed, "properties/due/anyOf/9", {"type": "integer"}, Effect.BREAKS, "due: type widened"),
    (enum_changed, "$defs/Milestone/enum/0", _GONE, Effect.BREAKS, 'enum value removed: "signed"'),
    (enum_changed, "$defs/Milestone/enum/9", "sold", Effect.BREAKS, 'enum value added: "sold"'),
    (format_changed, "properties/due/anyOf/0/format", "date-time", Effect.BREAKS, "from date to date-time"),
    (bound_changed, "properties/length/minimum", 1, Effect.BREAKS, "length: minimum changed from 0 to 1"),
    (bound_changed, "properties/length/maximum", 9, Effect.BREAKS, "length: maximum changed from None to 9"),
    (bound_changed, "properties/counted/propertyNames/maxLength", 9, Effect.BREAKS, "maxLength changed"),
    (default_changed, "properties/due/default", "1900-01-01", Effect.BREAKS, "absence means"),
    (other_changed, "properties/length/readOnly", True, Effect.BREAKS, "length: readOnly changed"),
    (other_changed, "properties/counted/additionalProperties", False, Effect.BREAKS, "additionalProperties"),
    (words_changed, "description", "Something else.", Effect.WORDS, "the whole: description changed"),
]


def _changed(path: str, value: object) -> Any:
    """The sample's schema with another value at ``path``, or none."""
    found: Any = deepcopy(_SAMPLE)
    *parents, last = path.split("/")
    place = reduce(lambda node, step: node[int(step) if isinstance(node, list) else step], parents, found)
    if isinstance(place, list):
        place[int(last) : int(last) + 1] = [] if value is _GONE else [value]
    elif value is _GONE:
        del place[last]
        if last in found["required"]:
            found["required"].remove(last)
    else:
        place[last] = value
    return found


@pytest.mark.parametrize(("check", "path", "value", "effect", "said"), _CHANGES)
def test_a_change_is_seen(check: Check, path: str, value: object, effect: Effect, said: str) -> None:
    found = differences(_SAMPLE, _changed(path, value))

    assert [step for step in found if said in str(step)]
    assert {step.effect for step in found} == {effect}


@pytest.mark.parametrize(("check", "path", "value", "effect", "said"), _CHANGES)
def test_without_its_check_a_change_goes_unseen(
    check: Check, path: str, value: object, effect: Effect, said: str
) -> None:
    others = tuple(one for one in CHECKS if one is not check)

    assert differences(_SAMPLE, _changed(path, value), others) == []


def test_every_check_is_shown() -> None:
    assert {check for check, *_ in _CHANGES} == set(CHECKS)


def test_a_required_field_more_is_ignored_by_readers_and_missed_by_what_was_written() -> None:
    new = _changed("properties/new", {"type": "string"})
    new["required"].append("new")

    assert [(step.effect, step.what) for step in differences(_SAMPLE, new)] == [
        (Effect.LIFTS, "required field added")
    ]


def test_what_says_the_same_in_another_order_is_the_same() -> None:
    new = _changed("title", "Sample")
    new["required"].reverse()
    new["$defs"]["Milestone"]["enum"].reverse()
    new["properties"]["due"]["anyOf"].reverse()

    assert differences(_SAMPLE, new) == []


@pytest.mark.parametrize("side", ["old", "new"])
def test_a_value_of_a_mapping_is_looked_into(side: Literal["old", "new"]) -> None:
    other = _changed("properties/kinds/additionalProperties", {"type": "integer"})
    old, new = (other, _SAMPLE) if side == "old" else (_SAMPLE, other)

    assert "kinds{}" in {step.where for step in differences(old, new)}
