"""The wire form of an event: CloudEvents 1.0, structured JSON, and the ``position`` header.

Readable means that the log accepts it, which is said once, in ``bounds``, for whoever writes and whoever
reads. ``data`` is not looked into: a wrong payload makes one stream stuck later, an unreadable envelope is
parked at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

import msgspec

from zhouqi.events.log import bounds
from zhouqi.events.log.bounds import OutOfBounds
from zhouqi.events.log.event import Event

CONTENT_TYPE = b"application/cloudevents+json; charset=UTF-8"
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


class Envelope(NamedTuple):
    """What a message value says: the event, its position still 0, and the service that says it."""

    event: Event
    service: str


def decode(value: bytes | None) -> Event:
    """The event in a message value, whoever says it. Raises Unreadable."""
    return read_envelope(value).event


def read_envelope(value: bytes | None) -> Envelope:
    """What a message value says. Raises Unreadable."""
    if value is None:
        raise Unreadable("no value")
    if b"\x00" in value:
        raise Unreadable("NUL byte")
    try:
        cloud = _decoder.decode(value)
    except msgspec.ValidationError as error:
        raise Unreadable(f"no envelope: {_place(error)}") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable("not JSON") from error
    if cloud.specversion != "1.0":
        raise Unreadable("not CloudEvents 1.0")
    event = Event(
        stream=cloud.subject,
        sequence=_number(cloud.sequence, "sequence"),
        id=cloud.id,
        type=cloud.type,
        schema_version=_version(cloud.dataschema, cloud.type),
        occurred_at=cloud.time,
        recorded_at=cloud.recordedtime,
        county=cloud.county,
        correlation_id=cloud.correlationid,
        causation_id=cloud.causationid,
        actor=cloud.actor,
        traceparent=cloud.traceparent,
        data=bytes(cloud.data),
    )
    try:
        bounds.check_read(event)
    except OutOfBounds as error:
        raise Unreadable(str(error)) from error
    return Envelope(event, cloud.source.removeprefix(_SOURCE))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a message came from: the ``position`` header ``<store id>:<life>:<position>``."""

    store: UUID
    life: int
    position: int

    def encode(self) -> bytes:
        """The header's value."""
        return b"%b:%d:%d" % (_said(self.store), self.life, self.position)

    @classmethod
    def decode(cls, value: bytes | None) -> Origin | None:
        """The origin, or None when the header is absent or says nothing that can be read."""
        if value is None or len(value) > 100:
            return None
        parts = value.split(b":")
        if len(parts) != 3 or not (parts[1].isdigit() and parts[2].isdigit()):
            return None
        try:
            origin = cls(_store(parts[0]), int(parts[1]), int(parts[2]))
        except ValueError:
            return None
        return origin if origin.life <= bounds.MAX_POSITION >= origin.position else None


@lru_cache(maxsize=64)
def _said(store: UUID) -> bytes:
    """To write one costs as much as the rest of a header, and a relay writes the same in each."""
    return str(store).encode()


@lru_cache(maxsize=64)
def _store(text: bytes) -> UUID:
    """There are as many stores as services, and each message names one."""
    return UUID(text.decode("ascii"))


def _place(error: msgspec.ValidationError) -> str:
    """The part of the message that names the field, not the value."""
    _, _, place = str(error).rpartition(" - at ")
    return place.replace("`", "")


def _number(value: str, name: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 12):
        raise Unreadable(f"{name} is not a number")
    return int(value)


def _version(dataschema: str, event_type: str) -> int:
    prefix = f"{_SCHEMA}{event_type}:"
    if not dataschema.startswith(prefix):
        raise Unreadable("dataschema names another type")
    return _number(dataschema[len(prefix) :], "schema version")
