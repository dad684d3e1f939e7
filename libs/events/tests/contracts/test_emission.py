"""A writer writes the version that readers read; a newer one only when it is told to."""

from __future__ import annotations

import json
from typing import ClassVar
from uuid import UUID

import pytest
from libs.events.tests.sample import event

from zhouqi.events import Decoder, Fact
from zhouqi.events.contracts import CONTRACTS, PUBLISHED, WRITTEN, Emission, ImpossibleVersion
from zhouqi.events.contracts.downcast import DOWNCASTS


class Moved(Fact):
    """A sample contract whose third version is accepted only."""

    schema_version: ClassVar[int] = 3
    writes_version: ClassVar[int | None] = 2
    metres: int
    by: str


class Rested(Fact):
    """A sample contract that is written at its only version."""

    thing: UUID


DOWN = {
    ("Moved", 3): lambda data: {"metres": data["metres"]},
    ("Moved", 2): lambda data: {"kilometres": int(str(data["metres"])) // 1000},
}
FACTS = (Moved, Rested)


@pytest.mark.parametrize(
    ("chosen", "version", "data"),
    [
        ({}, 2, {"metres": 4000}),
        ({"MOVED": 3}, 3, {"metres": 4000, "by": "road"}),
        ({"moved": 2}, 2, {"metres": 4000}),
        ({"Moved": 1}, 1, {"kilometres": 4}),
    ],
)
def test_the_default_or_what_the_setting_says_is_written(
    chosen: dict[str, int], version: int, data: dict[str, object]
) -> None:
    emission = Emission.of(FACTS, chosen, DOWN)
    written, encoded = emission.encode(Moved(metres=4000, by="road"))
    assert (written, json.loads(encoded)) == (version, data)


def test_what_is_written_at_its_newest_version_is_encoded_as_it_is() -> None:
    fact = Rested(thing=UUID(int=7))
    assert Emission.of(FACTS, {}, DOWN).encode(fact) == (1, fact.encode())


def test_what_was_written_older_reads_as_the_newest_again() -> None:
    decoder = Decoder(
        contracts={"Moved": Moved}, upcasts={("Moved", 2): lambda data: {**data, "by": "unknown"}}
    )
    version, data = Emission.of(FACTS, {}, DOWN).encode(Moved(metres=4000, by="road"))
    read = decoder.decode(event("any/stream", 1, type="Moved", schema_version=version, data=data))
    assert read == Moved(metres=4000, by="unknown")


@pytest.mark.parametrize("chosen", [{"Moved": 4}, {"Moved": 0}, {"Rested": 2}])
def test_a_version_that_this_code_cannot_write_is_refused(chosen: dict[str, int]) -> None:
    with pytest.raises(ImpossibleVersion, match=next(iter(chosen))):
        Emission.of(FACTS, chosen, DOWN)


def test_a_version_that_is_accepted_only_needs_a_downcaster() -> None:
    with pytest.raises(ImpossibleVersion, match="at version 2: this code writes 3"):
        Emission.of(FACTS, {}, {})


def test_the_catalogue_says_of_every_type_what_is_written_and_can_write_it() -> None:
    assert WRITTEN.keys() == CONTRACTS.keys()
    for facts in PUBLISHED.values():
        emission = Emission.of(facts, {})
        assert {fact.type(): emission.version(fact) for fact in facts}.items() <= WRITTEN.items()
    assert all(1 < version <= CONTRACTS[name].schema_version for name, version in DOWNCASTS)
