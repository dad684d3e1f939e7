"""Who wrote a message: one of our services, and nobody else, whatever it looks like."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from libs.events.tests.sample import OWNERS, TRUST, event

from tests import sealing
from tests.sealing import SIGNATURES
from zhouqi.events.bus.message import Message
from zhouqi.events.bus.provenance import Provenance
from zhouqi.events.bus.signatures import Signatures
from zhouqi.events.bus.triage import triage

_parts = st.tuples(st.text(min_size=1, max_size=8), *[st.binary(max_size=8)] * 3)
_SENT = sealing.message(event("account/a", 1), "writer")
_OTHER = Signatures(b"another deployment's secret of 32 bytes")


def _headers(**changes: bytes | None) -> Message:
    """The message with other headers; None takes one away."""
    headers = {**dict(_SENT.headers), **changes}
    return replace(
        _SENT, headers=tuple((name, value) for name, value in headers.items() if value is not None)
    )


@given(_parts, _parts)
def test_one_signature_is_of_one_message(
    one: tuple[str, bytes, bytes, bytes], other: tuple[str, bytes, bytes, bytes]
) -> None:
    same = SIGNATURES.sign("writer", *one) == SIGNATURES.sign("writer", *other)

    assert same == (one == other)


def test_a_service_signs_for_no_other_one_and_no_other_deployment() -> None:
    said = ("Added", b"account/a", b"position", b"value")

    signed = {
        SIGNATURES.sign("writer", *said),
        SIGNATURES.sign("reader", *said),
        _OTHER.sign("writer", *said),
    }

    assert len(signed) == 3
    assert SIGNATURES.fingerprint != _OTHER.fingerprint


def test_a_short_secret_is_none() -> None:
    with pytest.raises(ValueError, match="32"):
        Signatures(b"short")


def test_our_own_is_believed() -> None:
    good, bad = triage([_SENT], TRUST)

    assert ([one.event for one in good], bad) == ([event("account/a", 1)], [])


@pytest.mark.parametrize(
    ("message", "cause"),
    [
        (_headers(position=None), "no position header"),
        (_headers(signature=None), "no signature"),
        (_headers(signature=b"1:00"), "its signature does not hold"),
        (_headers(position=b"00000000-0000-0000-0000-000000000007:99:1"), "its signature does not hold"),
        (
            replace(_SENT, value=_SENT.value and _SENT.value.replace(b":1}", b":2}")),
            "its signature does not hold",
        ),
        (replace(_SENT, key=b"account/b"), "its signature does not hold"),
        (replace(_SENT, topic="Mirrored"), "its signature does not hold"),
        (replace(_SENT, topic="Elsewhere"), "nobody publishes this topic"),
        (replace(_SENT, value=None), "its signature does not hold"),
        (sealing.message(event("account/a", 1), "reader"), "its signature does not hold"),
    ],
)
def test_what_others_wrote_is_strange(message: Message, cause: str) -> None:
    good, (bad,) = triage([message], TRUST)

    assert good == []
    assert (bad.cause, bad.detail, bad.stream) == ("strange", cause, None)


MISPLACED = [
    ({"county": "330598"}, "writer", "of another county"),
    ({}, "reader", "its source does not publish this type"),
    ({"type": "Mirrored"}, "writer", "its type belongs on another topic"),
]


@pytest.mark.parametrize(("changes", "source", "cause"), MISPLACED)
def test_without_a_secret_what_does_not_fit_its_topic_is_strange(
    changes: dict[str, str], source: str, cause: str
) -> None:
    unsigned = Provenance(TRUST.county, OWNERS, None)
    message = replace(
        sealing.message(msgspec.structs.replace(event("account/a", 1), **changes), source), topic="Added"
    )

    good, (bad,) = triage([message], unsigned)

    assert good == []
    assert (bad.cause, bad.detail, bad.stream) == ("strange", cause, None)


def test_with_a_secret_what_does_not_fit_is_a_fault_of_our_own() -> None:
    good, (bad,) = triage([sealing.message(event("account/a", 1, county="330598"), "writer")], TRUST)

    assert good == []
    assert (bad.cause, bad.detail, bad.stream) == ("unreadable", "of another county", "account/a")
