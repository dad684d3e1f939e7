"""What a topic delivers, before anything is believed of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from zhouqi.events.envelope import Origin, Unreadable, decode
from zhouqi.events.event import MAX_STREAM_LENGTH, Event


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message as the broker holds it."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...] = ()

    def digest(self) -> bytes:
        """What makes a message the same message, wherever it stands in its topic."""
        whole = sha256()
        for part in (self.key, self.value, *(value for _, value in self.headers)):
            whole.update(b"-" if part is None else b"%d:" % len(part) + part)
        return whole.digest()

    def origin(self) -> Origin | None:
        """The origin in its ``position`` header, if there is a readable one."""
        return Origin.decode(dict(self.headers).get("position"))

    def follows(self, other: Delivery) -> bool:
        """Whether it stands behind ``other`` in the same partition, under the same key."""
        place, others = (self.topic, self.partition, self.key), (other.topic, other.partition, other.key)
        return place == others and self.offset > other.offset

    def stream(self) -> str | None:
        """The stream that its key names, if it names one that a log would accept."""
        if self.key is None or b"\x00" in self.key:
            return None
        try:
            name = self.key.decode()
        except UnicodeDecodeError:
            return None
        return name if 0 < len(name) <= MAX_STREAM_LENGTH else None


@dataclass(frozen=True, slots=True)
class Bad:
    """A delivery that the journal does not take. ``cause`` is ``unreadable`` or ``fork``."""

    delivery: Delivery
    cause: str
    detail: str
    stream: str | None


@dataclass(frozen=True, slots=True)
class Good:
    """A delivery with a readable envelope."""

    delivery: Delivery
    event: Event


def sort(deliveries: Sequence[Delivery]) -> tuple[list[Good], list[Bad]]:
    """The readable and the unreadable, each in the order of delivery."""
    good: list[Good] = []
    bad: list[Bad] = []
    for delivery in deliveries:
        try:
            good.append(Good(delivery, decode(delivery.value)))
        except Unreadable as error:
            bad.append(Bad(delivery, "unreadable", str(error), delivery.stream()))
    return good, bad
