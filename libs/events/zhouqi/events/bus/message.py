"""What a topic delivers, before anything is believed of it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from zhouqi.events.bus.envelope import Origin
from zhouqi.events.bus.lenient_fetch import UNPARSED_HEADER
from zhouqi.events.log.bounds import MAX_STREAM_LENGTH


@dataclass(frozen=True, slots=True)
class Message:
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
        """The origin that its ``position`` header claims, if there is a readable one."""
        return Origin.decode(dict(self.headers).get("position"))

    def unparsed_cause(self) -> str | None:
        """Why it stands for a whole batch that could not be read, if it does."""
        cause = dict(self.headers).get(UNPARSED_HEADER)
        return None if cause is None else f"a batch that cannot be read: {cause.decode(errors='replace')}"

    def follows(self, other: Message) -> bool:
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
