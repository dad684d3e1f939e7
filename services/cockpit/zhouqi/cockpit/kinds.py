"""The kinds of data that a county collects of its projects, in the order of the catalogue."""

from __future__ import annotations

from typing import Final

KINDS: Final = (
    "project",
    "agreement",
    "land",
    "filing",
    "energy",
    "environment",
    "planning",
    "permit",
    "statistics",
    "investment",
    "inputs",
    "attendance",
    "site",
    "acceptance",
    "sales",
    "tax",
    "payment",
    "performance",
)
"""As in the streams of records, ``record/<kind>/<key>``."""


def kind_of(stream: str) -> str:
    """The kind that a record's stream names.

    >>> kind_of("record/land/approval-7")
    'land'
    """
    return stream.split("/", 2)[1]
