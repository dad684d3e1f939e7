"""Does a running county say what its truth says, project by project and in its figures?"""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.e2e import registered
from tests.e2e.client import Client
from tests.e2e.oracle import Expected, expect
from tests.e2e.oracle.stalls import Episode


def disagreements(client: Client, truth: dict[str, Any], granted: int = 0) -> list[str]:
    """Each difference between what the API says to a leader and what follows from the truth; none is well.

    Of ``granted`` projects a test had acts granted itself, of which the truth does not know.
    """
    closed = date.fromisoformat(client.get("/api/ingest/day")["closed"])
    expected = expect(truth, closed)
    items = client.projects(status="all")
    found = [f"{item['code']} is stuck" for item in items if item["stuck"]]
    shown, wanted = registered.shown(items), registered.expected(truth)
    found += [f"shown without reason: {row}" for row in shown if row not in wanted]
    found += [f"not shown: {row}" for row in wanted if row not in shown]
    stock = {item["code"]: item for item in items if not item["withdrawn"]}
    if stock.keys() != expected.projects.keys():
        found.append(f"other projects: {sorted(stock.keys() ^ expected.projects.keys())}")
    for code in stock.keys() & expected.projects.keys():
        found += _of_project(client, stock[code], expected)
    overview = client.get("/api/cockpit/overview")
    as_of, shown_granted = overview.pop("as_of"), overview.pop("granted_acts")
    most = granted + len(_reported(truth))
    if not granted <= shown_granted <= most:
        found.append(f"acts of {shown_granted} projects were granted, not of {granted} to {most}")
    if as_of is None or overview != expected.overview:
        found.append(f"the overview is {overview}, not {expected.overview}")
    return found


def _of_project(client: Client, item: dict[str, Any], expected: Expected) -> list[str]:
    wanted = expected.projects[item["code"]]
    page = client.get(f"/api/cockpit/projects/{item['id']}")
    shown = {
        "light": page["light"] or "unknown",
        "episodes": frozenset(_episode(one) for one in page["episodes"]),
        "reached": frozenset(
            (one["milestone"], _day(one["on"])) for one in page["milestones"] if one["reached"]
        ),
        "applicable": frozenset(one["kind"] for one in page["kinds"] if one["applicable"]),
        "connected": frozenset(
            one["kind"] for one in page["kinds"] if one["applicable"] and one["connected"]
        ),
        "research_reward": _verdict(page["policies"], "research_reward"),
    }
    return [
        f"{item['code']}: {name} is {value}, not {getattr(wanted, name)}"
        for name, value in shown.items()
        if value != getattr(wanted, name)
    ]


def _verdict(policies: list[dict[str, Any]], code: str) -> str | None:
    """What is said of a policy; ``promised`` where money is although it is not met."""
    for one in policies:
        if one["policy"] == code:
            return (
                str(one["verdict"])
                if (one["amount"] is not None) is (one["verdict"] == "met")
                else "promised"
            )
    return None


def _episode(one: dict[str, Any]) -> Episode:
    since = _day(one["since"])
    assert since is not None
    return Episode(one["stall"], since, _day(one["until"]), one["by"])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _reported(truth: dict[str, Any]) -> set[str]:
    """The projects of which the county's people reported something, which is all that they may have granted."""
    return {act["project"] for act in truth["acts"] if act["act"] == "report"}
