"""Lines of a log that outlast a full disk: what cannot be written is kept, and written when there is room."""

from __future__ import annotations

import errno
import os
from collections import deque
from typing import Final, TextIO

_MOST_LINES: Final = 2_000
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


class BufferedLines:
    """Writes lines to a stream, in order. Of those that wait for room the first 2,000 are kept.

    The beginning of a trouble tells more than its end; how many are missing is said in their place.
    """

    def __init__(self) -> None:
        self._waiting: deque[bytes] = deque()
        self._lost = 0

    def write(self, line: str, stream: TextIO) -> None:
        """Write ``line``, and before it what waited. Raises OSError for whatever is no full disk."""
        if len(self._waiting) < _MOST_LINES:
            self._waiting.append(line.encode(errors="backslashreplace"))
        else:
            self._lost += 1
        try:
            while self._waiting:
                self._waiting[0] = _rest(self._waiting[0], stream)
                if not self._waiting[0]:
                    self._waiting.popleft()
            if self._lost:
                self._waiting.append(b"%d lines of log are missing: the disk was full\n" % self._lost)
                self._lost = 0
        except OSError as error:
            if error.errno not in _FULL:
                self._waiting.clear()
                raise


def _rest(line: bytes, stream: TextIO) -> bytes:
    """Write what fits; returns the rest of the line."""
    try:
        file = stream.fileno()
    except (OSError, AttributeError, ValueError):  # a stream of a test or an embedder, which is no file
        stream.write(line.decode())
        stream.flush()
        return b""
    return line[os.write(file, line) :]
