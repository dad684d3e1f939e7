"""How much of everything a run of the benchmarks does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Plan:
    """``quick`` does next to nothing, to see that the benchmarks work; its figures mean nothing."""

    rounds: int = 7
    quick: bool = False

    def size(self, full: T, quick: T) -> T:
        """``full`` in earnest, else ``quick``."""
        return quick if self.quick else full

    def at_most(self, rounds: int) -> int:
        """Fewer rounds for what takes long."""
        return min(rounds, self.rounds)
