"""Every kind of poison, as it stands in a topic, and what must become of it."""

import json
from dataclasses import dataclass
from enum import Enum

from libs.events.tests.poison.topic import NotText, Sent, own
from libs.events.tests.sample import event

from tests.sealing import STORE_ID
from zhouqi.events.bus.envelope import encode

TOPIC = "Added"


class Fate(Enum):
    """What becomes of a message."""

    PARKED = "parked, and its stream is marked"
    PARKED_NAMELESS = "parked; it names no stream, or is none of ours"
    STUCK = "in the journal, and its stream stands before it"
    TAKEN = "in the journal, and folded"


@dataclass(frozen=True)
class Poison:
    """The second message of a stream."""

    message: Sent
    fate: Fate

    @property
    def stream(self) -> str | None:
        """The stream that its key names; a key may name none."""
        key = self.message.key or b""
        return None if b"\xff" in key else key.decode()


def _envelope(stream: str, **changes: object) -> bytes:
    cloud = json.loads(encode(event(stream, 2), "writer"))
    return json.dumps({**cloud, **changes}).encode()


def _enveloped(name: str, fate: Fate, **changes: object) -> Poison:
    stream = f"account/{name}"
    return Poison(own(stream.encode(), _envelope(stream, **changes)), fate)


def _raw(name: str, value: bytes | None, *headers: tuple[str, bytes | None]) -> Poison:
    return Poison(own(f"account/{name}".encode(), value, *headers), Fate.PARKED)


def _strange(name: str, *headers: tuple[str, bytes | None], **changes: object) -> Poison:
    """A whole event that someone else wrote."""
    stream = f"account/strange-{name}"
    return Poison(Sent(stream.encode(), _envelope(stream, **changes), headers), Fate.PARKED_NAMELESS)


def _imitated(name: str) -> tuple[tuple[str, bytes | None], ...]:
    """The headers of another message that the service did publish."""
    return own(f"account/strange-{name}".encode(), _envelope(f"account/strange-{name}", actor="a")).headers


_DEEP: object = 1
for _ in range(70):
    _DEEP = [_DEEP]

POISONS: dict[str, Poison] = {
    "not JSON": _raw("not-json", b"\xff{not json"),
    "no envelope": _raw("no-envelope", b'{"number": 2}', ("odd", b"\xff\xfe"), ("none", None)),
    "no value": Poison(Sent(b"account/no-value", None), Fate.PARKED_NAMELESS),
    "2 MB": _raw("large", b"x" * 2_000_000),
    "data above the log's limit": _enveloped("over", Fate.PARKED, data={"number": 2, "note": "x" * 300_000}),
    "NUL in subject": _enveloped("nul", Fate.PARKED, subject="account/nul\x00"),
    "half a pair in subject": _enveloped("half", Fate.PARKED, subject="account/\ud800"),
    "bad sequence": _enveloped("sequence", Fate.PARKED, sequence="0000000000"),
    "naive time": _enveloped("naive", Fate.PARKED, time="2026-10-30T04:00:00"),
    "time before time": _enveloped("before", Fate.PARKED, time="0001-01-01T00:00:00+14:00"),
    "time after time": _enveloped("after", Fate.PARKED, recordedtime="9999-12-31T23:59:59-14:00"),
    "nested too deep": _enveloped("deep", Fate.PARKED, data={"number": _DEEP}),
    "header's name no text": Poison(
        own(b"account/name", _envelope("account/name"), (NotText("odd"), b"1")), Fate.TAKEN
    ),
    "header's name no text, no JSON": _raw("bad-name", b"{", (NotText("odd"), b"1"), ("plain", b"2")),
    "header's value no text": Poison(
        own(b"account/value", _envelope("account/value"), ("odd", b"\xff\xfe"), ("none", None)), Fate.TAKEN
    ),
    "key no text": Poison(own(b"\xff\xfe", b"{}"), Fate.PARKED_NAMELESS),
    "wrong schema": _enveloped("schema", Fate.STUCK, data={"number": "many"}),
    "no data": _enveloped("no-data", Fate.STUCK, data=None),
    "half a pair in data": _enveloped("half-data", Fate.PARKED, data={"number": 2, "note": "\ud800"}),
    "refused by its column": _enveloped("column", Fate.STUCK, data={"number": 2**63}),
    "another topic's type": _enveloped(
        "type", Fate.PARKED, type="Strange", dataschema="urn:zhouqi:schema:Strange:1"
    ),
    "another service's": _enveloped("service", Fate.PARKED, source="/zhouqi/reader"),
    "another county's": _enveloped("county", Fate.PARKED, county="330598"),
    "under another key": Poison(own(b"account/key", _envelope("account/value")), Fate.PARKED),
    "no header": _strange("bare"),
    "no signature": _strange("unsigned", ("position", b"%s:1:7" % str(STORE_ID).encode())),
    "another message's signature": _strange("imitated", *_imitated("imitated")),
    "position header no text": _strange("position", ("position", b"\xff\xfe"), ("signature", b"\xff")),
    "newer version": _enveloped("version", Fate.STUCK, dataschema="urn:zhouqi:schema:Added:2"),
    "data of 2 MB": _enveloped("large-data", Fate.PARKED, data={"number": 2, "note": "x" * 2_000_000}),
}
