"""How much comes at once: pages, files and batches, of other sizes in a shuffled county."""

from dataclasses import dataclass

from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["BatchSizes"]


@dataclass(frozen=True, slots=True)
class BatchSizes:
    """How many deliveries are handed out at once. `shuffle` 0: as many as may be; else fewer, drawn by it."""

    shuffle: int = 0

    def at_most(self, most: int, wire: str, position: int) -> int:
        """Answer how many to hand out at most from `position` on: 1 to `most`, not less than a fourth of it."""
        if not self.shuffle:
            return most
        return SeededRandom(self.shuffle, "size", wire, position).integer(max(most // 4, 1), most)
