"""What of a batch is an event of ours, and what is not: broken, or strange."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from zhouqi.events.bus.envelope import Unreadable, read_envelope
from zhouqi.events.bus.message import Message
from zhouqi.events.bus.provenance import Provenance, Strange
from zhouqi.events.log.event import Event

Cause: TypeAlias = Literal["unreadable", "fork", "strange"]


@dataclass(frozen=True, slots=True)
class BadMessage:
    """A message that the journal does not take.

    ``unreadable`` and ``fork``: one of our own services sent it, and ``stream`` is the one that becomes stuck.
    ``strange``: none of ours did, and it concerns no stream.
    """

    message: Message
    cause: Cause
    detail: str
    stream: str | None

    @property
    def strange(self) -> bool:
        """Whether none of our services sent it."""
        return self.cause == "strange"


class GoodMessage(NamedTuple):
    """A message with a readable envelope, by the service whose topic it is."""

    message: Message
    event: Event


def triage(messages: Sequence[Message], provenance: Provenance) -> tuple[list[GoodMessage], list[BadMessage]]:
    """The good and the bad, each in their order."""
    good: list[GoodMessage] = []
    bad: list[BadMessage] = []
    for message in messages:
        try:
            provenance.origin(message)
        except Strange as error:
            bad.append(BadMessage(message, "strange", message.unparsed_cause() or str(error), None))
            continue
        try:
            envelope = read_envelope(message.value)
            provenance.check_own(message, envelope)
        except Strange as error:
            bad.append(_misplaced(message, str(error), provenance))
        except Unreadable as error:
            bad.append(BadMessage(message, "unreadable", str(error), message.stream()))
        else:
            good.append(GoodMessage(message, envelope.event))
    return good, bad


def _misplaced(message: Message, detail: str, provenance: Provenance) -> BadMessage:
    """What does not fit where it stands: signed, it is a fault of our own service's, and else anyone's."""
    if provenance.signatures is None:
        return BadMessage(message, "strange", detail, None)
    return BadMessage(message, "unreadable", detail, message.stream())
