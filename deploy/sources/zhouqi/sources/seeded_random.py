"""Chance that repeats: every fact draws from a stream of its own, named by a path.

Two facts never share a stream, so a kind of record added later changes none of the older ones.
"""

import hashlib
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

__all__ = ["SeededRandom"]

T = TypeVar("T")


class SeededRandom:
    """A stream of draws that depends on its path alone: `Draw(seed, "project", 17)`.

    Rests on `random.Random.random()` only, the one method whose sequence Python promises to keep between versions.
    """

    def __init__(self, *path: str | int) -> None:
        name = "/".join(str(part) for part in path)
        self._random = random.Random(int.from_bytes(hashlib.sha256(name.encode()).digest(), "big"))

    def chance(self, share: float) -> bool:
        """Answer true in `share` (0 to 1) of all draws."""
        return self._random.random() < share

    def integer(self, low: int, high: int) -> int:
        """Answer a whole number from `low` to `high`, both included; `low` when the range is empty."""
        return low + int(self._random.random() * max(high - low + 1, 1))

    def one_of(self, choices: Sequence[T]) -> T:
        """Answer one of the choices, each equally likely."""
        return choices[self.integer(0, len(choices) - 1)]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Answer one of the keys, as likely as its weight; the weights need not add up to 1."""
        left = self._random.random() * sum(weights.values())
        *others, last = weights
        for choice in others:
            left -= weights[choice]
            if left < 0:
                return choice
        return last

    def day(self, first: date, last: date) -> date:
        """Answer a day from `first` to `last`, both included; `first` when the range is empty."""
        return first + timedelta(days=self.integer(0, (last - first).days))
