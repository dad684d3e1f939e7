"""What the services of a test's deployment publish: signed with its secret, which every test knows."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from zhouqi.events import Event
from zhouqi.events.bus.envelope import Origin
from zhouqi.events.bus.message import Message
from zhouqi.events.bus.publish import Outgoing
from zhouqi.events.bus.seal import Seal
from zhouqi.events.bus.signatures import HEADER, Signatures

SECRET: Final = "no secret, as every test knows it"
SIGNATURES: Final = Signatures(SECRET.encode())
STORE_ID: Final = UUID(int=7)
Headers = tuple[tuple[str, bytes | None], ...]


def sealed(
    topic: str, key: bytes, value: bytes | None, service: str, position: int = 1, life: int = 1
) -> Headers:
    """The headers with which ``service`` publishes this; what has no value was signed as if it were empty."""
    origin = Origin(STORE_ID, life, position).encode()
    return ("position", origin), (HEADER, SIGNATURES.sign(service, topic, key, origin, value or b""))


def outgoing(event: Event, service: str, position: int = 1, life: int = 1) -> Outgoing:
    """``event`` as ``service`` publishes it."""
    return Seal(service, SIGNATURES).message(event, Origin(STORE_ID, life, position))


def message(event: Event, service: str, offset: int = 0, life: int = 1) -> Message:
    """``event`` as its topic delivers it."""
    sent = outgoing(event, service, offset + 1, life)
    return Message(sent.topic, 0, offset, sent.key, sent.value, tuple(sent.headers))
