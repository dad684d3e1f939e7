"""How a run over one kind ends."""

from __future__ import annotations

from dataclasses import dataclass

from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.intake.tally import Tally


@dataclass(frozen=True, slots=True)
class CompleteRun:
    """The run came to the end of what the source had."""

    kind: str
    source: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class FailRun:
    """The run gave up. ``detail`` says more of the cause, as a stable code."""

    kind: str
    source: str
    cause: FailureCause
    tally: Tally
    detail: str | None = None
