"""How a service marks its own messages, and knows them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhouqi.events.bus.envelope import Origin, encode
from zhouqi.events.bus.publish import Outgoing
from zhouqi.events.bus.signatures import HEADER, Signatures
from zhouqi.events.log.event import Event


@dataclass(frozen=True, slots=True)
class Seal:
    """One service's signature; without ``signatures`` its messages are known by their origin alone."""

    service: str
    signatures: Signatures | None

    def message(self, event: Event, origin: Origin) -> Outgoing:
        """``event`` as it is published."""
        key, value, position = event.stream.encode(), encode(event, self.service), origin.encode()
        signature = None
        if self.signatures is not None:
            signature = self.signatures.sign(self.service, event.type, key, position, value)
        return Outgoing(event.type, key, value, position, signature)

    def origin(
        self, topic: str, key: bytes | None, value: bytes | None, headers: Sequence[tuple[str, bytes | None]]
    ) -> Origin | None:
        """Where a message of this service stood in its store; None for one that is a stranger's."""
        said = dict(headers)
        position = said.get("position")
        if self.signatures is not None:
            signature = said.get(HEADER)
            if signature is None or not self.signatures.verify(
                self.service, topic, key, position, value, signature
            ):
                return None
        return Origin.decode(position)
