"""The end of a run over one kind."""

from __future__ import annotations

from collections.abc import Sequence

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.ingest import CollectionCompleted, CollectionFailed
from zhouqi.ingest.collection.commands import CompleteRun, FailRun


class CollectionDecider(Decider[bool, CompleteRun | FailRun]):
    """A run ends once. Its state is whether it has ended."""

    category = "collection"

    def initial(self) -> bool:
        """Not ended."""
        return False

    def evolve(self, state: bool, fact: Fact) -> bool:
        """Any fact of the stream ends it."""
        return True

    def decide(self, command: CompleteRun | FailRun, state: bool) -> Sequence[Fact]:
        """The end, once."""
        if state:
            return ()
        match command:
            case CompleteRun(kind=kind, source=source, tally=tally):
                return (
                    CollectionCompleted(
                        kind=kind,
                        source=source,
                        read=tally.read,
                        accepted=tally.accepted,
                        unchanged=tally.unchanged,
                        rejected=tally.rejected,
                    ),
                )
            case FailRun(kind=kind, source=source, cause=cause, tally=tally, detail=detail):
                return (
                    CollectionFailed(
                        kind=kind,
                        source=source,
                        cause=cause,
                        detail=detail,
                        read=tally.read,
                        accepted=tally.accepted,
                        unchanged=tally.unchanged,
                        rejected=tally.rejected,
                    ),
                )
