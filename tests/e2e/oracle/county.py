"""The whole county as it must be shown: each project, and the figures of the overview."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.e2e.oracle.connection import applicable
from tests.e2e.oracle.issues import counted
from tests.e2e.oracle.milestones import stand
from tests.e2e.oracle.records import Records, by_project, latest
from tests.e2e.oracle.rewards import research_reward
from tests.e2e.oracle.stalls import Episode, judge


@dataclass(frozen=True)
class Project:
    """What must be said of one project that is registered and not withdrawn."""

    code: str
    light: str
    episodes: frozenset[Episode]
    reached: frozenset[tuple[str, date | None]]
    applicable: frozenset[str]
    connected: frozenset[str]
    research_reward: str


@dataclass(frozen=True)
class Expected:
    """All projects by code, and the overview of a leader."""

    projects: dict[str, Project]
    overview: dict[str, Any]


def expect(truth: dict[str, Any], closed: date) -> Expected:
    """What the county must show when ``closed`` is its last closed day."""
    records = by_project(truth)
    reports: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for act in truth["acts"]:
        if act["act"] == "report":
            reports[act["project"]].append(act)
    registered: dict[str, dict[str, Any]] = {}
    of_enterprise: dict[str, list[Records]] = defaultdict(list)
    for record in truth["records"]:
        if record["kind"] != "project":
            continue
        says = latest(record)
        if says is not None and not says["withdrawn"]:
            registered[record["record_id"]] = says
            of_enterprise[says["enterprise_code"]].append(records[record["record_id"]])
    rewards = {code: research_reward(own, closed) for code, own in of_enterprise.items()}
    projects = {}
    for key, says in registered.items():
        reward = rewards[says["enterprise_code"]]
        one = _project(says["project_code"], records[key], reports[key], closed, reward)
        projects[one.code] = one
    return Expected(projects, _overview(projects, truth, closed))


def _project(
    code: str, records: Records, reports: list[dict[str, Any]], closed: date, reward: str
) -> Project:
    standing = stand(records, reports)
    judged = judge(standing, closed)
    applies = applicable(standing)
    return Project(
        code=code,
        light=judged.light,
        episodes=judged.episodes,
        reached=frozenset(standing.reached.items()),
        applicable=frozenset(applies),
        connected=frozenset(kind for kind in applies if records.of(kind)),
        research_reward=reward,
    )


def _overview(projects: dict[str, Project], truth: dict[str, Any], closed: date) -> dict[str, Any]:
    found = [one for one in projects.values() if one.episodes]
    cleared = [one for one in found if all(episode.until for episode in one.episodes)]
    issues = counted(truth["acts"], closed)
    lights = Counter(one.light for one in projects.values())
    return {
        "projects": len(projects),
        "stalls": {
            "found": len(found),
            "cleared": len(cleared),
            "clearing_rate": _rate(len(cleared), len(found)),
        },
        "issues": {**issues, "done_rate": _rate(issues["done"], issues["pushed"])},
        "full_view": sum(one.connected == one.applicable for one in projects.values()),
        "connected": sum(len(one.connected) for one in projects.values()),
        "applicable": sum(len(one.applicable) for one in projects.values()),
        "late": [],
        "entered_late": {"issues": 0, "projects": 0},
        "lights": {light: lights[light] for light in ("green", "yellow", "red", "unknown")},
    }


def _rate(part: int, whole: int) -> float | None:
    if not whole:
        return None
    return float((Decimal(part) / whole).quantize(Decimal("0.001"), ROUND_HALF_UP))
