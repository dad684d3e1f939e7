"""What the catalogue's files want of a policy. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from zhouqi.events.contracts.policy import PolicyPublished


@dataclass(frozen=True, slots=True)
class Publish:
    """The catalogue holds this, as of ``today``."""

    policy: PolicyPublished
    today: date


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The catalogue holds it no more."""

    policy: str


PolicyCommand: TypeAlias = Publish | Withdraw
