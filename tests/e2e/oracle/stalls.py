"""The six stalls of a project, found by walking through its days one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tests.e2e.oracle.milestones import ORDER, Stand

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """One of the six, with the county's default numbers."""

    stall: str
    anchor: str
    target: str
    applies: str | None
    days: int
    warn: int
    grace: int


RULES = (
    Rule("no_land", "signed", "land", "new_land", 180, 30, 30),
    Rule("no_start", "land or filing", "started", None, 180, 30, 30),
    Rule("no_complete", "started", "completed", "civil_works", 730, 60, 60),
    Rule("no_production", "built", "in_production", None, 180, 30, 30),
    Rule("no_scale", "in_production", "scaled", "scale_expected", 365, 60, 60),
    Rule("no_capacity", "in_production", "full_capacity", None, 730, 90, 90),
)


@dataclass(frozen=True, order=True)
class Episode:
    """One overrun: from its first day until its first day no more, if it is over."""

    stall: str
    since: date
    until: date | None
    by: str | None


@dataclass(frozen=True)
class Judged:
    """A project's light and its episodes."""

    light: str
    episodes: frozenset[Episode]


def judge(stand: Stand, today: date) -> Judged:
    """What is to be said of a project at the close of ``today``.

    Without an agreement nobody knows which stalls apply. A milestone without a day is not reached: its stall runs
    on and shows its colour.
    """
    if not stand.traits:
        return Judged("unknown", frozenset())
    lights: list[str] = []
    episodes: set[Episode] = set()
    open_targets = False
    for rule in RULES:
        if rule.applies and not stand.traits[rule.applies]:
            continue
        open_targets |= (stand.reached.get(rule.target) or date.max) > today
        begins = _anchor(rule, stand)
        if begins == "waits":
            continue
        if begins == "unknown":
            lights.append("unknown")
            continue
        assert isinstance(begins, date)
        light, found = _walk(rule, stand, begins, today)
        lights.append(light)
        episodes |= found
    ended = stand.terminated is not None and stand.terminated <= today
    nothing = not stand.reached.get("signed") and not (set(stand.reached) - {"signed"})
    if nothing and not {"red", "yellow"} & set(lights):
        light = "unknown"
    elif ended or not open_targets:
        light = "green"
    else:
        light = next((one for one in ("red", "yellow", "unknown") if one in lights), "green")
    return Judged(light, frozenset(episodes))


def _anchor(rule: Rule, stand: Stand) -> date | str:
    """The day on which the stall's time begins, or that it waits, or that nobody knows."""
    if rule.anchor == "land or filing":
        if stand.traits["new_land"]:
            return _milestone("land", stand)
        if stand.filed:
            return stand.filed
        later = any(ORDER.index(one) >= ORDER.index("started") for one in stand.reached)
        return "unknown" if stand.filing or later else "waits"
    if rule.anchor == "built":
        return _milestone("completed" if stand.traits["civil_works"] else "started", stand)
    return _milestone(rule.anchor, stand)


def _milestone(name: str, stand: Stand) -> date | str:
    if name in stand.reached:
        return stand.reached[name] or "unknown"
    later = any(ORDER.index(one) > ORDER.index(name) for one in stand.reached)
    return "unknown" if later else "waits"


def _walk(rule: Rule, stand: Stand, begins: date, today: date) -> tuple[str, set[Episode]]:
    base = stand.due.get(rule.target)
    if base is None:
        counted = stand.handover if rule.anchor == "land or filing" and stand.traits["new_land"] else None
        days = 1095 if rule.stall == "no_capacity" and stand.traits["heavy_asset"] else rule.days
        base = (counted or begins) + days * DAY
    extensions = sorted(stand.extensions.get(rule.target, []))
    reached = stand.reached.get(rule.target)

    def due(at: date) -> date:
        known = [extended for approved, extended in extensions if approved <= at]
        return known[-1] if known else base

    def overdue(at: date) -> bool:
        gone = stand.terminated is not None and at >= stand.terminated
        return at > due(at) and at >= begins and not gone and (reached is None or at < reached)

    episodes: set[Episode] = set()
    since: date | None = None
    at = min([base, *(extended for _, extended in extensions)])
    while at <= today:
        if overdue(at):
            since = since or at
        elif since:
            by = "reached" if at == reached else "terminated" if at == stand.terminated else "extended"
            episodes.add(Episode(rule.stall, since, at, by))
            since = None
        at += DAY
    if since:
        episodes.add(Episode(rule.stall, since, None, None))
    if reached is not None and reached <= today:
        return "green", episodes
    past = (today - due(today)).days
    if past <= -rule.warn:
        return "green", episodes
    return ("yellow" if past <= rule.grace else "red"), episodes
