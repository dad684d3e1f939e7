"""Published contracts stay readable: schemas, golden payloads, unknown fields, older versions."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import ClassVar

import jsonschema
import pytest
from libs.events.tests.contracts.golden import CURRENT, FOLDER, SCHEMAS, file
from libs.events.tests.sample import event
from pydantic import ValidationError

from zhouqi.events import Decoder, Event, Fact, Undecodable
from zhouqi.events.contract_tools import schemas
from zhouqi.events.contracts import CONTRACTS, OWNERS, PUBLISHED, Emission
from zhouqi.events.contracts.ingest import CollectionFailed, ConnectionChanged, DayClosed, FailureCause
from zhouqi.events.contracts.warning import Light, LightChanged


def _event(event_type: str, version: int, data: bytes) -> Event:
    return event("any/stream", 1, type=event_type, schema_version=version, data=data)


def _unset(fact: Fact) -> set[str]:
    return set(type(fact).model_fields) - fact.model_fields_set


def _golden() -> list[Path]:
    return sorted(FOLDER.glob("*/*.json"))


def test_every_contract_has_a_schema_that_says_what_it_writes() -> None:
    for contract in CONTRACTS.values():
        assert schemas.place(SCHEMAS, contract).read_text("utf-8") == schemas.render(contract)


def test_a_published_schema_is_not_written_over(tmp_path: Path) -> None:
    contract = next(iter(CONTRACTS.values()))
    schemas.write(tmp_path, {contract.type(): contract})
    published = schemas.place(tmp_path, contract)
    published.write_text(published.read_text("utf-8").replace("object", "array"), "utf-8")

    with pytest.raises(FileExistsError, match=f"{contract.type()} 1"):
        schemas.write(tmp_path, {contract.type(): contract})


def test_every_contract_has_a_golden_payload() -> None:
    assert {fact.type() for fact in CURRENT} == CONTRACTS.keys()
    assert {path.parent.name for path in _golden()} == CONTRACTS.keys()


@pytest.mark.parametrize("fact", CURRENT, ids=lambda fact: fact.type())
def test_what_is_written_today_is_the_golden_payload(fact: Fact) -> None:
    assert json.loads(fact.encode()) == json.loads(file(fact).read_bytes())


@pytest.mark.parametrize("path", _golden(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_golden_payload_reads_and_fits_its_schema(path: Path) -> None:
    name, version = path.parent.name, int(path.stem)
    schema = json.loads((SCHEMAS / name / f"{version}.json").read_bytes())

    jsonschema.validate(json.loads(path.read_bytes()), schema)
    assert type(Decoder().decode(_event(name, version, path.read_bytes()))) is CONTRACTS[name]


@pytest.mark.parametrize("fact", CURRENT, ids=lambda fact: fact.type())
def test_unknown_fields_are_ignored_when_read_and_refused_when_written(fact: Fact) -> None:
    data = {**json.loads(fact.encode()), "of_tomorrow": 1}

    assert Decoder().decode(_event(fact.type(), fact.schema_version, json.dumps(data).encode())) == fact
    with pytest.raises(ValidationError, match="of_tomorrow"):
        type(fact)(**data)


def test_unknown_fields_are_ignored_within_a_field_too() -> None:
    rejected = next(fact for fact in CURRENT if fact.type() == "RecordRejected")
    data = json.loads(rejected.encode())
    data["findings"][0]["of_tomorrow"] = 1

    assert Decoder().decode(_event("RecordRejected", 1, json.dumps(data).encode())) == rejected
    with pytest.raises(ValidationError, match="of_tomorrow"):
        type(rejected)(**data)


def test_a_payload_sets_every_field() -> None:
    assert {f"{fact.type()}.{name}" for fact in CURRENT for name in _unset(fact)} == set()


def test_a_close_that_did_not_count_is_waited_for_by_nobody() -> None:
    old = Decoder().decode(_event("DayClosed", 1, (FOLDER / "DayClosed/1.json").read_bytes()))

    assert old == DayClosed(date=date(2026, 10, 30), counted={}, late=())


def test_a_connection_that_knew_no_grace_awaits_nothing() -> None:
    data = (FOLDER / "ConnectionChanged/1.json").read_bytes()

    old = Decoder().decode(_event("ConnectionChanged", 1, data))

    assert isinstance(old, ConnectionChanged)
    assert (old.awaited, old.applicable[0]) == ((), "project")


@pytest.mark.parametrize(
    ("said", "cause", "detail"),
    [("unreachable", FailureCause.UNREACHABLE, None), ("of-another", FailureCause.INTERNAL, "of-another")],
)
def test_a_failure_that_was_written_with_a_free_cause_has_one_of_the_causes(
    said: str, cause: FailureCause, detail: str | None
) -> None:
    data = {"kind": "sales", "source": "performance", "cause": said, "read": 4}

    old = Decoder().decode(_event("CollectionFailed", 1, json.dumps(data).encode()))

    assert old == CollectionFailed(kind="sales", source="performance", cause=cause, detail=detail, read=4)


LIGHT = next(fact for fact in CURRENT if isinstance(fact, LightChanged))


def test_a_light_that_counted_days_says_from_when() -> None:
    old = Decoder().decode(_event("LightChanged", 1, (FOLDER / "LightChanged/1.json").read_bytes()))

    assert old == LIGHT
    assert LIGHT.due == date(2026, 9, 15)


@pytest.mark.parametrize(
    "light",
    [
        LIGHT,
        LIGHT.model_copy(update={"due": date(2027, 1, 1)}),
        LIGHT.model_copy(update={"due": date.max}),
        LightChanged(project_id=LIGHT.project_id, light=Light.GREEN, day=LIGHT.day, rules=LIGHT.rules),
    ],
    ids=["past its day", "before it", "never", "without one"],
)
def test_a_light_says_the_same_at_either_version(light: LightChanged) -> None:
    emission = Emission.of(PUBLISHED["warning"], {})
    version, data = emission.encode(light)

    assert (version, "due" in json.loads(data)) == (1, False)
    jsonschema.validate(json.loads(data), json.loads((SCHEMAS / "LightChanged/1.json").read_bytes()))
    assert Decoder().decode(_event("LightChanged", version, data)) == light
    assert Emission.of(PUBLISHED["warning"], {"lightchanged": 2}).encode(light) == (2, light.encode())


def test_each_type_has_one_publisher_and_its_own_name() -> None:
    assert sum(len(facts) for facts in PUBLISHED.values()) == len(CONTRACTS) == len(OWNERS)
    assert all(name == contract.__name__ for name, contract in CONTRACTS.items())


class Moved(Fact):
    """A sample contract at its third version."""

    schema_version: ClassVar[int] = 3
    metres: int
    by: str


_MOVES = Decoder(
    contracts={"Moved": Moved},
    upcasts={
        ("Moved", 1): lambda data: {"metres": int(str(data["kilometres"])) * 1000},
        ("Moved", 2): lambda data: {**data, "by": "unknown"},
    },
)


def test_an_older_version_is_lifted_step_by_step() -> None:
    assert _MOVES.decode(_event("Moved", 1, b'{"kilometres": 2}')) == Moved(metres=2000, by="unknown")
    assert _MOVES.decode(_event("Moved", 2, b'{"metres": 7}')) == Moved(metres=7, by="unknown")


@pytest.mark.parametrize(
    ("name", "version", "data", "cause"),
    [
        ("Moved", 4, b'{"metres": 7, "by": "x"}', "newer"),
        ("Moved", 3, b'{"metres": "far", "by": "x"}', "metres"),
        ("Moved", 3, b"[]", "Moved"),
        ("Moved", 2, b"[]", "Moved"),
        ("Moved", 1, b'{"metres": "far"}', "version 1: KeyError"),
        ("Unheard", 1, b"{}", "no contract"),
    ],
)
def test_what_does_not_read_says_why_without_the_value(
    name: str, version: int, data: bytes, cause: str
) -> None:
    with pytest.raises(Undecodable, match=cause) as failure:
        _MOVES.decode(_event(name, version, data))
    assert "far" not in str(failure.value)
