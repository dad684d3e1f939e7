"""What a closed day wants of an enterprise. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhouqi.events.contracts.policy import EnterpriseProfiled, Match


@dataclass(frozen=True, slots=True)
class Assess:
    """What is known of it at the close of ``day``, and what follows for each policy in force."""

    day: date
    profile: EnterpriseProfiled
    matches: tuple[Match, ...]
