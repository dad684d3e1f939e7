"""Wait for something to be so by asking seldom: thirteen processes have other work than to answer."""

from __future__ import annotations

import time
from collections.abc import Callable

_EVERY_SECONDS = 0.5


def until(holds: Callable[[], bool], patience: float, what: str) -> None:
    """Return once ``holds()``. Raises AssertionError naming ``what`` after ``patience`` seconds."""
    end = time.monotonic() + patience
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"not within {patience:g} s: {what}")
        time.sleep(_EVERY_SECONDS)
