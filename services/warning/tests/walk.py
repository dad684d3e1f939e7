"""An oracle of stalls and lights: the county's rules read as plain text, by a walk through the days one by one.

It shares no code with the product but the shape of the facts, and is slow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import msgspec
from hypothesis import strategies as st

from zhouqi.events.contracts.milestone import Milestone
from zhouqi.warning.facts import Agreed, Extension, Facts, Reached

FROM, TO = date(2025, 1, 1), date(2026, 3, 1)
_DAY = timedelta(days=1)
_LIFE = ["signed", "land", "filing", "started", "completed", "in_production", "scaled", "full_capacity"]


@dataclass(frozen=True)
class Line:
    """A line of the table of the six."""

    stall: str
    anchor: str
    target: str
    applies_if: str
    days: int
    margin: int


SIX = (
    Line("no_land", "signed", "land", "new_land", 180, 30),
    Line("no_start", "land or filing", "started", "", 180, 30),
    Line("no_complete", "started", "completed", "civil_works", 730, 60),
    Line("no_production", "completed or started", "in_production", "", 180, 30),
    Line("no_scale", "in_production", "scaled", "scale_expected", 365, 60),
    Line("no_capacity", "in_production", "full_capacity", "", 730, 90),
)
"""``margin`` is both when it turns yellow and how long it takes to turn red."""


@dataclass(frozen=True)
class Walked:
    """A light, and the episodes: stall, first day, first day no more, and why."""

    light: str
    episodes: tuple[tuple[str, date, date | None, str | None], ...]


def walk(facts: Facts, today: date) -> Walked:
    """What is to be said of a project on ``today``."""
    if facts.agreed is None:
        return Walked("unknown", ())
    traits: dict[str, bool] = msgspec.structs.asdict(facts.agreed)
    reached = {str(milestone): known.on for milestone, known in facts.reached.items()}
    applicable = [line for line in SIX if not line.applies_if or traits[line.applies_if]]
    colours: list[str] = []
    episodes: list[tuple[str, date, date | None, str | None]] = []
    for line in applicable:
        anchor = _anchor(line, traits)
        begins = facts.agreed.filed_on if anchor == "filing" else reached.get(anchor)
        if begins is None:
            happened = facts.agreed.filed if anchor == "filing" else anchor in reached
            if happened or any(_LIFE.index(one) > _LIFE.index(anchor) for one in reached):
                colours.append("unknown")
            continue
        due = _Due(facts, line, anchor, begins, heavy=traits["heavy_asset"])
        episodes += _episodes(facts, line, begins, due, today)
        if reached.get(line.target) is None:
            past = (today - due.on(today)).days
            colours.append("green" if past <= -line.margin else "yellow" if past <= line.margin else "red")
    targets = {line.target for line in applicable}
    ended = facts.terminated_on is not None and facts.terminated_on <= today
    if reached.get("signed") is None and set(reached) <= {"signed"}:
        light = "unknown"
    elif ended or targets <= set(reached):
        light = "green"
    else:
        light = next((one for one in ("red", "yellow", "unknown") if one in colours), "green")
    return Walked(light, tuple(episodes))


def _anchor(line: Line, traits: dict[str, bool]) -> str:
    match line.anchor:
        case "land or filing":
            return "land" if traits["new_land"] else "filing"
        case "completed or started":
            return "completed" if traits["civil_works"] else "started"
        case other:
            return other


class _Due:
    """The due day as it was known on each day."""

    def __init__(self, facts: Facts, line: Line, anchor: str, begins: date, *, heavy: bool) -> None:
        days = 1095 if line.stall == "no_capacity" and heavy else line.days
        handover = facts.reached[Milestone.LAND].counts_from if anchor == "land" else None
        agreed = facts.due.get(Milestone(line.target))
        self._base = agreed or (handover or begins) + timedelta(days=days)
        self._approvals = sorted(
            (one.approved_on, one.due) for one in facts.extensions if one.milestone == line.target
        )

    def on(self, day: date) -> date:
        known = self._base
        for approved_on, due in self._approvals:
            if approved_on <= day:
                known = due
        return known


def _episodes(
    facts: Facts, line: Line, begins: date, due: _Due, today: date
) -> list[tuple[str, date, date | None, str | None]]:
    target = facts.reached.get(Milestone(line.target))
    reached, ended = None if target is None else target.on, facts.terminated_on
    found: list[tuple[str, date, date | None, str | None]] = []
    since: date | None = None
    day = FROM - timedelta(days=2)
    while day <= today:
        late = day > due.on(day) and day >= begins
        if late and (reached is None or day < reached) and (ended is None or day < ended):
            since = since or day
        elif since is not None:
            by = "reached" if day == reached else "terminated" if day == ended else "extended"
            found.append((line.stall, since, day, by))
            since = None
        day += _DAY
    if since is not None:
        found.append((line.stall, since, None, None))
    return found


DAYS = st.dates(FROM, TO)
_TRAITS = {name: st.booleans() for name in ("new_land", "civil_works", "scale_expected", "heavy_asset")}
_AGREED = st.builds(Agreed, **_TRAITS, filed=st.booleans()) | st.builds(
    Agreed, **_TRAITS, filed=st.just(value=True), filed_on=DAYS
)
_REACHED = st.builds(Reached, st.none() | DAYS)
_LAND = st.builds(Reached, st.none() | DAYS, st.none() | DAYS)
_EXTENSIONS = st.lists(
    st.builds(Extension, DAYS, DAYS, st.sampled_from(Milestone), st.sampled_from(["report", "agreement"])),
    max_size=5,
)
SOME_FACTS = st.builds(
    Facts,
    agreed=st.none() | _AGREED,
    due=st.dictionaries(st.sampled_from(Milestone), DAYS, max_size=6),
    reached=st.fixed_dictionaries(
        {},
        optional={one: _LAND if one is Milestone.LAND else _REACHED for one in Milestone},
    ),
    extensions=_EXTENSIONS.map(lambda found: tuple(sorted(found))),
    terminated_on=st.none() | DAYS,
)
"""Facts of any kind, between FROM and TO."""
