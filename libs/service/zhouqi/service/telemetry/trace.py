"""The thread that ties a request, its log lines, its events and what they cause together.

A W3C ``traceparent`` comes in with a request or begins here; its trace id is the correlation id of
every event that follows, and the *trace number* that an error shows to a person.
"""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")


@dataclass(frozen=True, slots=True)
class Trace:
    """One request's or one loop's place in a trace."""

    number: str
    """The trace id: 32 hexadecimal digits."""
    span: str
    """This step's id: 16 hexadecimal digits."""

    @property
    def correlation_id(self) -> UUID:
        """The trace id as the correlation id of events."""
        return UUID(hex=self.number)

    @property
    def traceparent(self) -> str:
        """The header that hands the trace on."""
        return f"00-{self.number}-{self.span}-01"


current: ContextVar[Trace | None] = ContextVar("zhouqi_trace", default=None)


def begin(traceparent: str | None = None) -> Trace:
    """A step of the trace in ``traceparent``, or of a new one when that is absent or not valid."""
    match = _TRACEPARENT.fullmatch(traceparent or "")
    number = match.group(1) if match else ""
    if not number or set(number) == {"0"}:
        number = secrets.token_hex(16)
    return Trace(number, secrets.token_hex(8))
