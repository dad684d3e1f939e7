"""Cursors: where a reader stands in a feed, opaque to the reader."""

import base64
import binascii
from dataclasses import dataclass

from zhouqi.sources.serving.refusal import RefusedError

__all__ = ["Cursors"]

LONGEST = 200
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Cursors:
    """Makes and reads the cursors of one feed. `feed` names it: another feed's are refused."""

    feed: str

    def at(self, position: int) -> str:
        """Answer the cursor for a position (0: the beginning)."""
        return base64.urlsafe_b64encode(f"{self.feed}:{position}".encode()).decode().rstrip("=")

    def position(self, cursor: str | None) -> int:
        """Answer the position that a cursor stands for; 0 without one. Raises `RefusedError` (400)."""
        if not cursor:
            return 0
        feed, _, digits = _decoded(cursor).rpartition(":")
        if feed != self.feed or not (digits.isascii() and digits.isdigit() and len(digits) <= DIGITS):
            message = "the cursor is not one of this system; read from the beginning"
            raise RefusedError(400, "cursor_unknown", message)
        return int(digits)


def _decoded(cursor: str) -> str:
    """Answer what a cursor contains, or nothing when it is not one."""
    if len(cursor) > LONGEST:
        return ""
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError):
        return ""
