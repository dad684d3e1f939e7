"""What became of a delivery when it was recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from zhouqi.events import Outcome
from zhouqi.ingest.intake.delivery import Delivery
from zhouqi.ingest.intake.tally import Tally


class Verdict(StrEnum):
    """Taken: it changed something; unchanged: the record says so already; refused: it broke a rule."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A delivery as it was judged in the end, and the verdict on it."""

    delivery: Delivery
    verdict: Verdict


def recorded_as(one: Delivery, outcome: Outcome) -> Recorded:
    """What became of a delivery by the outcome of its command."""
    if one.rejected:
        return Recorded(one, Verdict.REFUSED)
    if outcome.rejection is not None:
        return Recorded(one.refused(outcome.rejection.code), Verdict.REFUSED)
    return Recorded(one, Verdict.TAKEN if outcome.events else Verdict.UNCHANGED)


def tally_of(recorded: Iterable[Recorded]) -> Tally:
    """How many were read, and what became of them."""
    verdicts = [one.verdict for one in recorded]
    return Tally(
        read=len(verdicts),
        accepted=verdicts.count(Verdict.TAKEN),
        unchanged=verdicts.count(Verdict.UNCHANGED),
        rejected=verdicts.count(Verdict.REFUSED),
    )
