"""The kinds of data that a county collects of its projects, in the order of the catalogue."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Final

KINDS: Final[tuple[str, ...]] = tuple(
    json.loads((files("zhouqi.cockpit.kit") / "kinds.json").read_text("utf-8"))
)
"""As in the streams of records, ``record/<kind>/<key>``. The file is made from what ingest declares."""


def kind_of(stream: str) -> str:
    """The kind that a record's stream names.

    >>> kind_of("record/land/approval-7")
    'land'
    """
    return stream.split("/", 2)[1]
