"""Wait for something to be so, never for a time to pass."""

import time
from collections.abc import Callable


def until(holds: Callable[[], bool], patience: float, what: str, every: float = 0.02) -> None:
    """Return as soon as ``holds()``, asked ``every`` so many seconds.

    Raises AssertionError naming ``what`` after ``patience`` seconds.
    """
    end = time.monotonic() + patience
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"not within {patience:g} s: {what}")
        time.sleep(every)  # between two looks, until the deadline
