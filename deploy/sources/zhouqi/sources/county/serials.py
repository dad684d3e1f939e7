"""Serial numbers: every project and every junk record has one of its own, from which its codes follow.

The ranges leave room for the largest county and the longest run; all lie below what codes and names can tell apart.
"""

__all__ = [
    "HISTORY",
    "JUNK",
    "LARGEST",
    "LATER",
    "LATER_JUNK",
    "MOST_A_DAY",
    "STRANGERS",
    "WITHDRAWN",
]

LARGEST = 20_000
"""The most projects that a county may have."""
MOST_A_DAY = 3
"""The most projects registered on one day after the scenario's."""

HISTORY = 1
WITHDRAWN = 40_000
JUNK = 60_000
STRANGERS = 80_000
LATER = 100_000
LATER_JUNK = 140_000
"""The first serial of each range."""
