"""The wire form of an event: CloudEvents 1.0, structured JSON, and the ``position`` header.

Readable means that the log accepts it: UTF-8 JSON without NUL, a sequence in range, aware times, a
subject of at most 200 characters, bounded size and nesting. ``data`` is not looked into: a wrong payload
makes one stream stuck later, an unreadable envelope is parked at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, datetime
from functools import lru_cache
from uuid import UUID

import msgspec

from zhouqi.events.event import MAX_EVENT_BYTES, MAX_SEQUENCE, MAX_STREAM_LENGTH, Event

CONTENT_TYPE = b"application/cloudevents+json; charset=UTF-8"
MAX_NESTING = 64
_SOURCE = "/zhouqi/"
_SCHEMA = "urn:zhouqi:schema:"


class Unreadable(Exception):
    """A message that no log accepts; the text names the cause and quotes nothing of the content."""


class _CloudEvent(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    specversion: str
    id: UUID
    source: str
    type: str
    subject: str
    time: datetime
    datacontenttype: str = ""
    dataschema: str
    sequence: str
    partitionkey: str
    recordedtime: datetime
    county: str
    correlationid: UUID
    causationid: UUID | None = None
    actor: str | None = None
    traceparent: str | None = None
    data: msgspec.Raw


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(_CloudEvent)


def encode(event: Event, service: str) -> bytes:
    """The message value for ``event``, published by ``service``."""
    return _encoder.encode(
        _CloudEvent(
            specversion="1.0",
            id=event.id,
            source=_SOURCE + service,
            type=event.type,
            subject=event.stream,
            time=event.occurred_at,
            datacontenttype="application/json",
            dataschema=f"{_SCHEMA}{event.type}:{event.schema_version}",
            sequence=f"{event.sequence:010d}",
            partitionkey=event.stream,
            recordedtime=event.recorded_at,
            county=event.county,
            correlationid=event.correlation_id,
            causationid=event.causation_id,
            actor=event.actor,
            traceparent=event.traceparent,
            data=msgspec.Raw(event.data),
        )
    )


def decode(value: bytes | None) -> Event:
    """The event in a message value, its position still 0. Raises Unreadable."""
    if value is None:
        raise Unreadable("no value")
    if b"\x00" in value:
        raise Unreadable("NUL byte")
    try:
        cloud = _decoder.decode(value)
        bytes(cloud.data).decode()
    except msgspec.ValidationError as error:
        raise Unreadable(f"no envelope: {_place(error)}") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable("not JSON") from error
    if cloud.specversion != "1.0":
        raise Unreadable("not CloudEvents 1.0")
    data = bytes(cloud.data)
    if len(data) > MAX_EVENT_BYTES:
        raise Unreadable("data above 256 KiB")
    if _nesting(data) > MAX_NESTING:
        raise Unreadable("data nested too deep")
    return Event(
        stream=_text(cloud.subject, "subject", MAX_STREAM_LENGTH),
        sequence=_number(cloud.sequence, "sequence"),
        id=cloud.id,
        type=_text(cloud.type, "type", 100),
        schema_version=_version(cloud.dataschema, cloud.type),
        occurred_at=_aware(cloud.time, "time"),
        recorded_at=_aware(cloud.recordedtime, "recordedtime"),
        county=_text(cloud.county, "county", 40),
        correlation_id=cloud.correlationid,
        causation_id=cloud.causationid,
        actor=None if cloud.actor is None else _text(cloud.actor, "actor", 100),
        traceparent=None if cloud.traceparent is None else _text(cloud.traceparent, "traceparent", 100),
        data=data,
    )


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a message came from: the ``position`` header ``<store id>:<life>:<position>``."""

    store: UUID
    life: int
    position: int

    def encode(self) -> bytes:
        """The header's value."""
        return f"{self.store}:{self.life}:{self.position}".encode()

    @classmethod
    def decode(cls, value: bytes | None) -> Origin | None:
        """The origin, or None when the header is absent or says nothing that can be read."""
        if value is None or len(value) > 100:
            return None
        parts = value.split(b":")
        if len(parts) != 3 or not (parts[1].isdigit() and parts[2].isdigit()):
            return None
        try:
            return cls(_store(parts[0]), int(parts[1]), int(parts[2]))
        except ValueError:
            return None


@lru_cache(maxsize=64)
def _store(text: bytes) -> UUID:
    """There are as many stores as services, and each message names one."""
    return UUID(text.decode("ascii"))


def _place(error: msgspec.ValidationError) -> str:
    """The part of the message that names the field, not the value."""
    _, _, place = str(error).rpartition(" - at ")
    return place.replace("`", "")


def _text(value: str, name: str, longest: int) -> str:
    if not value or len(value) > longest or "\x00" in value:
        raise Unreadable(f"{name} empty, too long or with NUL")
    return value


def _number(value: str, name: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 12):
        raise Unreadable(f"{name} is not a number")
    number = int(value)
    if not 1 <= number <= MAX_SEQUENCE:
        raise Unreadable(f"{name} out of range")
    return number


def _version(dataschema: str, event_type: str) -> int:
    prefix = f"{_SCHEMA}{event_type}:"
    if not dataschema.startswith(prefix):
        raise Unreadable("dataschema names another type")
    return _number(dataschema[len(prefix) :], "schema version")


def _aware(value: datetime, name: str) -> datetime:
    if value.tzinfo is None:
        raise Unreadable(f"{name} without a zone")
    if not MINYEAR < value.year < MAXYEAR:  # in another zone it may be a year that no datetime can say
        raise Unreadable(f"{name} out of range")
    return value


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
