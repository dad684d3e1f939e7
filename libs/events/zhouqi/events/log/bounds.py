"""What an event may be, said once: whatever is written keeps to it, and so every reader can read it.

Who takes something in from outside, who appends to a log and who reads an envelope all ask here. A bound
that one of them alone knew would let something be accepted and published that nobody can read.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, datetime
from typing import Final

import msgspec

from zhouqi.events.log.event import Event

MAX_EVENT_BYTES: Final = 256 * 1024
MAX_STREAM_LENGTH: Final = 200
MAX_SEQUENCE: Final = 2**31 - 1
MAX_POSITION: Final = 2**63 - 1
MAX_NESTING: Final = 64
MAX_TYPE_LENGTH: Final = 100
MAX_COUNTY_LENGTH: Final = 40
MAX_ACTOR_LENGTH: Final = 100
MAX_TRACEPARENT_LENGTH: Final = 100
EARLIEST: Final = datetime(MINYEAR + 1, 1, 1, tzinfo=UTC)
"""In another zone, what lies before may be in a year that no datetime can say."""
LATEST: Final = datetime(MAXYEAR - 1, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)


class OutOfBounds(ValueError):
    """Something that no log takes. The text names the part and its cause, and quotes nothing of it."""


class TooLarge(OutOfBounds):
    """An event above 256 KiB."""


def check(event: Event) -> None:
    """That ``event`` can be stored, published and read. Raises OutOfBounds."""
    check_read(event)
    try:
        _reader.decode(event.data)
    except (msgspec.DecodeError, RecursionError):
        raise OutOfBounds("data is not JSON") from None


def check_read(event: Event) -> None:
    """The same for an event whose data was just read as JSON. Raises OutOfBounds."""
    text(event.stream, "subject", MAX_STREAM_LENGTH)
    text(event.type, "type", MAX_TYPE_LENGTH)
    text(event.county, "county", MAX_COUNTY_LENGTH)
    if event.actor is not None:
        text(event.actor, "actor", MAX_ACTOR_LENGTH)
    if event.traceparent is not None:
        text(event.traceparent, "traceparent", MAX_TRACEPARENT_LENGTH)
    number(event.sequence, "sequence")
    number(event.schema_version, "schema version")
    moment(event.occurred_at, "time")
    moment(event.recorded_at, "recordedtime")
    _payload(event.data)


def text(value: str, name: str, longest: int) -> None:
    """That ``value`` is text of at most ``longest`` characters, and not empty. Raises OutOfBounds."""
    if not value or len(value) > longest or "\x00" in value:
        raise OutOfBounds(f"{name} empty, too long or with NUL")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise OutOfBounds(f"{name} with half a surrogate pair") from None


def number(value: int, name: str) -> None:
    """That ``value`` is a number from 1 on that its column takes. Raises OutOfBounds."""
    if not 1 <= value <= MAX_SEQUENCE:
        raise OutOfBounds(f"{name} out of range")


def moment(value: datetime, name: str) -> None:
    """That ``value`` has a zone, and is a time that can be said in every other. Raises OutOfBounds."""
    if value.tzinfo is None:
        raise OutOfBounds(f"{name} without a zone")
    if not EARLIEST <= value <= LATEST:
        raise OutOfBounds(f"{name} out of range")


_reader: Final = msgspec.json.Decoder(msgspec.Raw)


def _payload(data: bytes) -> None:
    """That ``data`` is UTF-8, neither too large nor nested too deep. Raises OutOfBounds."""
    if len(data) > MAX_EVENT_BYTES:
        raise TooLarge("data above 256 KiB")
    try:
        data.decode()
    except UnicodeDecodeError:
        raise OutOfBounds("data is not JSON") from None
    if b"\x00" in data:
        raise OutOfBounds("data with NUL")
    if _nesting(data) > MAX_NESTING:
        raise OutOfBounds("data nested too deep")


def _nesting(data: bytes) -> int:
    """The deepest nesting of objects and arrays; exact only where it could matter."""
    if data.count(b"{") + data.count(b"[") <= MAX_NESTING:
        return 0
    depth = deepest = 0
    in_string = escaped = False
    for byte in data:
        if in_string:
            if escaped:
                escaped = False
            elif byte == 0x5C:
                escaped = True
            elif byte == 0x22:
                in_string = False
        elif byte == 0x22:
            in_string = True
        elif byte in b"{[":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"}]":
            depth -= 1
    return deepest
