"""Real stages of school buildings, read from a file that stays where it is.

Columns: project, type, work, stage, start, due, end (empty: open on the last day). The due day has no history there:
the one that is said counts from the beginning.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from zhouqi.warning.forecast.spells import Previous, Spell, SpellTable
from zhouqi.warning.stalls.episodes import DueStep

KNOWN_ON: Final = date(2024, 3, 31)
LANDMARKS: Final = (date(2023, 4, 1), date(2023, 7, 1), date(2023, 10, 1))
"""The last three quarters of which the next 180 days are known."""
EARLIER: Final = (
    date(2021, 7, 1),
    date(2022, 1, 1),
    date(2022, 7, 1),
    date(2022, 10, 1),
    date(2023, 1, 1),
)
_BEFORE: Final[Mapping[str, str | None]] = {"Scope": None, "Design": "Scope"}
"""The stages that are looked at, each with the one before: ended construction mostly left the source."""


def read_stages(path: Path) -> SpellTable:
    """The spells of scope and design."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["stage"] in _BEFORE]
    first: dict[tuple[str, str], dict[str, str]] = {}
    for line in lines:
        first.setdefault((line["project"], line["stage"]), line)
    return SpellTable([_spell(line, first) for line in lines])


def _spell(line: Mapping[str, str], first: Mapping[tuple[str, str], Mapping[str, str]]) -> Spell:
    before = first.get((line["project"], _BEFORE[line["stage"]] or ""))
    previous = None
    if before is not None and before["end"]:
        previous = Previous(date.fromisoformat(before["due"]), date.fromisoformat(before["end"]))
    return Spell(
        stage=line["stage"],
        begins=date.fromisoformat(line["start"]),
        due=(DueStep(date.min, date.fromisoformat(line["due"])),),
        reached=date.fromisoformat(line["end"]) if line["end"] else None,
        previous=previous,
        traits=_traits(line),
    )


def _traits(line: Mapping[str, str]) -> frozenset[str]:
    """The kind of project, and each kind of work by its first word: the file cuts their names off."""
    works = [part.strip().partition(" ")[0] for part in line["work"].split("/")]
    several = [f"works>{number}" for number in range(1, 4) if len(works) > number]
    return frozenset([line["type"], *works, *several]) - {""}
