"""Deciding: a command and a state yield facts, or a typed rejection. Pure."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar
from uuid import UUID

from zhouqi.events.contracts import Fact

S = TypeVar("S")
C = TypeVar("C")


class Rejected(Exception):
    """The rules of the domain refuse a command.

    ``code`` is stable and names the rule; ``values`` fill its text in the reader's language.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, object] = values


class Decider(ABC, Generic[S, C]):
    """One kind of aggregate: its streams' category, its state, and what it decides.

    ``decide`` is pure: time, ids and facts of others come in on the command. ``evolve`` is total.
    """

    category: ClassVar[str]

    @abstractmethod
    def initial(self) -> S:
        """The state of a stream without events."""

    @abstractmethod
    def evolve(self, state: S, fact: Fact) -> S:
        """The state after ``fact``."""

    @abstractmethod
    def decide(self, command: C, state: S) -> Sequence[Fact]:
        """What happens; nothing when the state says it already. Raises Rejected."""


AnyDecider: TypeAlias = Decider[Any, Any]
"""A decider whose state and commands are its own affair; the handler only hands them back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Generic[C]):
    """What someone wants, with everything that the decision's events will say of its origin.

    ``id`` makes a repeat harmless: it returns what the first did. ``digest`` tells the same command
    from another one under the same id; by default the id alone is compared. ``expected`` is the
    stream's sequence that the sender saw. ``once``: its outcome is kept also when nothing happened, so that a
    repeat does not act later. ``cause`` is the event that a reaction answers. ``in_order``:
    refuse it when ``occurred_at`` lies before the stream's last event, as late entry by hand must not.
    """

    id: UUID
    stream: str
    body: C
    occurred_at: datetime
    actor: str | None = None
    correlation_id: UUID | None = None
    cause: UUID | None = None
    traceparent: str | None = None
    expected: int | None = None
    in_order: bool = False
    once: bool = False
    digest: bytes = field(default=b"", repr=False)

    def fingerprint(self) -> bytes:
        """32 bytes that a repeat of the command must match."""
        return sha256(self.id.bytes + self.digest).digest()


AnyCommand: TypeAlias = Command[Any]
"""A command whose body only its decider reads."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a command: where its stream stands now, and why nothing happened if so."""

    stream: str
    sequence: int
    events: int = 0
    repeated: bool = False
    rejection: Rejected | None = None


class Stale(Rejected):
    """The sender saw an older state of the stream."""

    def __init__(self, stream: str, sequence: int) -> None:
        super().__init__("stale", stream=stream, sequence=sequence)


class BeforeLastEvent(Rejected):
    """The command says that it happened before the stream's last event."""

    def __init__(self, last: datetime) -> None:
        super().__init__("before_last", last=last.isoformat())


class OutOfRange(Rejected):
    """What it says lies outside the bounds that every reader of events relies on; ``part`` names it."""

    def __init__(self, part: str) -> None:
        super().__init__("out_of_bounds", part=part)


class BodyMismatch(Rejected):
    """The command's id was used before, with another body."""

    def __init__(self, stream: str) -> None:
        super().__init__("other_body", stream=stream)
