"""Every kind of poison, as it stands in a topic, and what must become of it."""

import json
from dataclasses import dataclass
from enum import Enum

from libs.events.tests.poison.topic import Message, NotText
from libs.events.tests.sample import event

from zhouqi.events.envelope import encode

TOPIC = "Added"


class Fate(Enum):
    """What becomes of a message."""

    PARKED = "parked, and its stream is marked"
    PARKED_NAMELESS = "parked; it names no stream"
    STUCK = "in the journal, and its stream stands before it"
    TAKEN = "in the journal, and folded"


@dataclass(frozen=True)
class Poison:
    """The second message of a stream."""

    message: Message
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
    return Poison(Message(stream.encode(), _envelope(stream, **changes)), fate)


def _raw(name: str, value: bytes | None, *headers: tuple[str, bytes | None]) -> Poison:
    return Poison(Message(f"account/{name}".encode(), value, headers), Fate.PARKED)


_DEEP: object = 1
for _ in range(70):
    _DEEP = [_DEEP]

POISONS: dict[str, Poison] = {
    "not JSON": _raw("not-json", b"\xff{not json"),
    "no envelope": _raw("no-envelope", b'{"number": 2}', ("odd", b"\xff\xfe"), ("none", None)),
    "no value": _raw("no-value", None),
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
        Message(b"account/name", _envelope("account/name"), ((NotText("odd"), b"1"),)), Fate.TAKEN
    ),
    "header's name no text, no JSON": _raw("bad-name", b"{", (NotText("odd"), b"1"), ("plain", b"2")),
    "header's value no text": Poison(
        Message(b"account/value", _envelope("account/value"), (("position", b"\xff\xfe"), ("odd", None))),
        Fate.TAKEN,
    ),
    "key no text": Poison(Message(b"\xff\xfe", b"{}"), Fate.PARKED_NAMELESS),
    "wrong schema": _enveloped("schema", Fate.STUCK, data={"number": "many"}),
    "no data": _enveloped("no-data", Fate.STUCK, data=None),
    "half a pair in data": _enveloped("half-data", Fate.PARKED, data={"number": 2, "note": "\ud800"}),
    "refused by its column": _enveloped("column", Fate.STUCK, data={"number": 2**63}),
    "unknown type": _enveloped("type", Fate.STUCK, type="Strange", dataschema="urn:zhouqi:schema:Strange:1"),
    "newer version": _enveloped("version", Fate.STUCK, dataschema="urn:zhouqi:schema:Added:2"),
    "data of 2 MB": _enveloped("large-data", Fate.PARKED, data={"number": 2, "note": "x" * 2_000_000}),
}
