"""An oracle of stalls and lights: the county's rules read as plain text, by a walk through the days one by one.

It shares no code with the product but the shape of the facts, and is slow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import msgspec
from hypothesis import strategies as st

from zhouqi.events.contracts.milestone import Milestone
from zhouqi.warning.facts.project_facts import AgreedTraits, Extension, Facts, Reached

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


Table = tuple[Line, ...]
LATER = date(2025, 9, 1)
OTHERS: Table = (
    Line("no_land", "signed", "land", "new_land", 300, 60),
    Line("no_start", "land or filing", "started", "", 90, 10),
    Line("no_complete", "started", "completed", "heavy_asset", 200, 60),
    Line("no_production", "completed or started", "in_production", "civil_works", 120, 30),
    Line("no_scale", "in_production", "scaled", "", 60, 60),
    Line("no_capacity", "in_production", "full_capacity", "", 730, 30),
)
"""Another edition, from ``LATER`` on: other terms, longer and shorter, and other projects to which they apply."""


def walk(facts: Facts, today: date, others: Table = SIX) -> Walked:
    """What is to be said of a project on ``today``; from ``LATER`` on, the day's table is ``others``."""
    if facts.agreed is None:
        return Walked("unknown", ())
    traits: dict[str, bool] = msgspec.structs.asdict(facts.agreed)
    reached = {str(milestone): known.on for milestone, known in facts.reached.items()}
    episodes = [
        found
        for number in range(6)
        for found in _episodes(facts, (SIX[number], others[number]), traits, today)
    ]
    colours: list[str] = []
    applicable = [line for line in (SIX if today < LATER else others) if _applies(line, traits)]
    for line in applicable:
        anchor = _anchor(line, traits)
        begins = facts.agreed.filed_on if anchor == "filing" else reached.get(anchor)
        if begins is None:
            happened = facts.agreed.filed if anchor == "filing" else anchor in reached
            if happened or any(_LIFE.index(one) > _LIFE.index(anchor) for one in reached):
                colours.append("unknown")
        elif not (reached.get(line.target) or date.max) <= today:
            past = (today - _Due(facts, line, traits).on(today)).days
            colours.append("green" if past <= -line.margin else "yellow" if past <= line.margin else "red")
    ended = facts.terminated_on is not None and facts.terminated_on <= today
    nothing = reached.get("signed") is None and set(reached) <= {"signed"}
    if ended:
        light = "unknown" if nothing else "green"
    elif all((reached.get(line.target) or date.max) <= today for line in applicable):
        light = "green"
    else:
        light = next(
            (one for one in ("red", "yellow", "unknown") if one in colours), "unknown" if nothing else "green"
        )
    return Walked(light, tuple(episodes))


def _applies(line: Line, traits: dict[str, bool]) -> bool:
    return not line.applies_if or traits[line.applies_if]


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

    def __init__(self, facts: Facts, line: Line, traits: dict[str, bool]) -> None:
        anchor = _anchor(line, traits)
        days = 1095 if line.stall == "no_capacity" and traits["heavy_asset"] else line.days
        known = None if anchor == "filing" else facts.reached.get(Milestone(anchor))
        filed = facts.agreed.filed_on if facts.agreed else None
        self.begins = filed if anchor == "filing" else known.on if known else None
        handover = known.counts_from if known and anchor == "land" else None
        begins = handover or self.begins
        self._base = facts.due.get(Milestone(line.target)) or (begins and begins + timedelta(days=days))
        self._approvals = sorted(
            (one.approved_on, one.due) for one in facts.extensions if one.milestone == line.target
        )

    def on(self, day: date) -> date:
        known = self._base
        for approved_on, due in self._approvals:
            if approved_on <= day:
                known = due
        assert known is not None
        return known

    def missed(self, day: date) -> bool:
        return self.begins is not None and day >= self.begins and day > self.on(day)


def _episodes(
    facts: Facts, lines: tuple[Line, Line], traits: dict[str, bool], today: date
) -> list[tuple[str, date, date | None, str | None]]:
    target = facts.reached.get(Milestone(lines[0].target))
    reached, ended = None if target is None else target.on, facts.terminated_on
    approved = {one.approved_on for one in facts.extensions if one.milestone == lines[0].target}
    dues = [_Due(facts, line, traits) for line in lines]
    found: list[tuple[str, date, date | None, str | None]] = []
    since: date | None = None
    day = FROM - timedelta(days=2)
    while day <= today:
        number = 0 if day < LATER else 1
        late = _applies(lines[number], traits) and dues[number].missed(day)
        if late and (reached is None or day < reached) and (ended is None or day < ended):
            since = since or day
        elif since is not None:
            why = {ended: "terminated", reached: "reached"}
            found.append(
                (lines[0].stall, since, day, why.get(day, "extended" if day in approved else "rules"))
            )
            since = None
        day += _DAY
    if since is not None:
        found.append((lines[0].stall, since, None, None))
    return found


DAYS = st.dates(FROM, TO)
_TRAITS = {name: st.booleans() for name in ("new_land", "civil_works", "scale_expected", "heavy_asset")}
_AGREED = st.builds(AgreedTraits, **_TRAITS, filed=st.booleans()) | st.builds(
    AgreedTraits, **_TRAITS, filed=st.just(value=True), filed_on=DAYS
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
