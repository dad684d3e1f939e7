"""The wire form: what goes out is read by us and by the CloudEvents SDK; rubbish is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_structured_event
from cloudevents.core.formats.json import JSONFormat
from hypothesis import given
from hypothesis import strategies as st
from libs.events.tests.sample import event

from zhouqi.events import Event
from zhouqi.events.bus.envelope import CONTENT_TYPE, Origin, Unreadable, decode, encode

_words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=40)
_times = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | _words, lambda inner: st.lists(inner, max_size=3)
)
_events = st.builds(
    Event,
    stream=_words,
    sequence=st.integers(1, 2**31 - 1),
    id=st.uuids(),
    type=_words,
    schema_version=st.integers(1, 1000),
    occurred_at=_times,
    recorded_at=_times,
    county=_words,
    correlation_id=st.uuids(),
    causation_id=st.none() | st.uuids(),
    actor=st.none() | _words,
    traceparent=st.none() | _words,
    data=st.dictionaries(_words, _json, max_size=4).map(lambda data: json.dumps(data).encode()),
)


@given(_events)
def test_what_goes_out_comes_in(sent: Event) -> None:
    assert decode(encode(sent, "writer")) == sent


def test_the_sdk_reads_a_message() -> None:
    sent = event("account/a", 3)
    message = KafkaMessage(
        headers={"content-type": CONTENT_TYPE}, key=sent.stream.encode(), value=encode(sent, "writer")
    )

    read = from_structured_event(message, JSONFormat())

    assert (read.get_id(), read.get_type(), read.get_subject()) == (str(sent.id), "Added", "account/a")
    assert read.get_source() == "/zhouqi/writer"
    assert read.get_extension("sequence") == "0000000003"
    assert read.get_data() == {"number": 3}


@given(st.binary(max_size=300))
def test_rubbish_is_refused_and_nothing_else_is_raised(value: bytes) -> None:
    with pytest.raises(Unreadable):
        decode(value)


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"subject": "a\x00b"}, "subject"),
        ({"subject": "x" * 201}, "subject"),
        ({"subject": ""}, "subject"),
        ({"sequence": "0"}, "sequence"),
        ({"sequence": "4294967296"}, "sequence"),
        ({"sequence": "one"}, "sequence"),
        ({"time": "2026-10-30T04:00:00"}, "time"),
        ({"id": "no-uuid"}, "id"),
        ({"specversion": "0.3"}, "CloudEvents"),
        ({"dataschema": "urn:zhouqi:schema:Other:1"}, "dataschema"),
        ({"data": json.loads("[" * 70 + "]" * 70)}, "nested"),
    ],
)
def test_an_envelope_that_no_log_takes_is_refused_with_its_cause(
    changes: dict[str, object], cause: str
) -> None:
    value = {**json.loads(encode(event("account/a", 1), "writer")), **changes}

    with pytest.raises(Unreadable, match=cause):
        decode(json.dumps(value).encode())


@given(st.uuids(), st.integers(0, 2**40), st.integers(0, 2**60))
def test_an_origin_is_read_back(store: object, life: int, position: int) -> None:
    origin = Origin(store, life, position)  # type: ignore[arg-type]

    assert Origin.decode(origin.encode()) == origin


@pytest.mark.parametrize(
    "said", [b"%d:1" % 2**63, b"1:%d" % 2**63, b"1:" + b"9" * 60, b"1", b"1:1:1", b"-1:1", b""]
)
def test_an_origin_that_no_table_takes_is_none(said: bytes) -> None:
    assert Origin.decode(b"00000000-0000-0000-0000-000000000007:" + said) is None


@given(st.none() | st.binary(max_size=120))
def test_an_unreadable_origin_is_none(value: bytes | None) -> None:
    assert Origin.decode(value) is None
