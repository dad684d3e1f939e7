"""A county in which everything occurs: every light, open and cleared stalls, every state of an issue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.cockpit.tests.county import County, Filed
from services.cockpit.tests.happenings import (
    Said,
    agent,
    assigned,
    attendance,
    cleared,
    closed,
    connected,
    department,
    detected,
    enterprise,
    judged,
    land,
    lit,
    matched,
    policy,
    reached,
    signed,
    terminated,
)
from services.cockpit.tests.raised import Raised

from tests.county import OTHER, OWN, TINGLAN, WANGYU
from zhouqi.events.contracts.issues import Category, ClosedBy
from zhouqi.events.contracts.lifecycle import Milestone
from zhouqi.events.contracts.policy import Verdict
from zhouqi.events.contracts.warning import Light, Stall

KINDS: Final = ("project", "agreement", "land")


@dataclass(frozen=True)
class Mixed:
    """The projects and issues by name."""

    projects: dict[str, Filed]
    issues: dict[str, Raised]

    def said(self) -> Iterator[Said]:
        """All that happens, in order."""
        yield from (department("tax", "税务局"), department("planning", "资源规划局"))
        yield from (agent("agent-1", "听澜代办站"), enterprise(OWN, "恒盛科技有限公司"), policy())
        yield from self._projects()
        yield from self._issues()
        yield matched(OWN, None, Verdict.UNMET)
        yield closed()
        yield judged()

    def _projects(self) -> Iterator[Said]:
        at = self.projects
        for name in ("green", "yellow", "red", "cleared", "ended", "gone"):
            yield signed(at[name])
        yield reached(at["green"], Milestone.LAND)
        yield reached(at["green"], Milestone.STARTED, date(2026, 6, 1))
        yield reached(at["yellow"], Milestone.LAND, None)
        yield terminated(at["ended"])
        yield assigned(at["green"], "planning", "agent-1")
        yield assigned(at["red"], "tax", None)
        yield lit(at["green"], Light.GREEN, Stall.NO_COMPLETE, -200)
        yield lit(at["yellow"], Light.YELLOW, Stall.NO_START, 10)
        yield lit(at["red"], Light.RED, Stall.NO_LAND, 120)
        yield lit(at["cleared"], Light.RED, Stall.NO_START, 45)
        yield lit(at["ended"], Light.GREEN)
        yield detected(at["yellow"], Stall.NO_START, date(2026, 10, 21))
        yield detected(at["red"], Stall.NO_LAND, date(2026, 7, 3))
        yield detected(at["red"], Stall.NO_START, date(2026, 8, 3))
        yield detected(at["cleared"], Stall.NO_LAND, date(2026, 3, 3))
        yield cleared(at["cleared"], Stall.NO_LAND, date(2026, 3, 3), date(2026, 4, 1))
        yield detected(at["gone"], Stall.NO_LAND, date(2026, 3, 3))
        yield lit(at["gone"], Light.RED, Stall.NO_LAND, 90)
        yield connected(at["green"], KINDS, KINDS)
        yield connected(at["red"], KINDS, KINDS[:2])
        yield connected(at["gone"], KINDS, KINDS)
        yield from (land(at["green"], "L1"), attendance(at["green"], "A1"), attendance(at["green"], "A2"))

    def _issues(self) -> Iterator[Said]:
        at = self.issues
        for issue in at.values():
            yield issue.raised()
        for name in ("accepted", "assigned", "signed", "answered", "returned", "reopened"):
            yield at[name].accepted()
        yield at["declined"].declined()
        for name in ("assigned", "signed", "answered", "reopened"):
            yield at[name].assigned("tax")
        yield at["returned"].assigned("planning")
        yield at["returned"].returned()
        for name in ("signed", "answered", "reopened"):
            yield at[name].signed()
        for name in ("answered", "reopened"):
            yield at[name].answered()
        yield from (at["reopened"].rated(1), at["reopened"].reopened())
        yield from at["rated"].done("tax")[1:]
        yield from at["unrated"].done("planning")[1:-2]
        yield at["unrated"].closed(ClosedBy.UNRATED)


def mixed() -> Mixed:
    """Six projects that stand, one withdrawn, and nine issues."""
    projects = {
        "plain": Filed("M1", name="尚未评判", township=WANGYU, enterprise_code=OTHER),
        "green": Filed("M2", name="一切正常"),
        "yellow": Filed("M3", name="临近到期", township=WANGYU),
        "red": Filed("M4", name="严重逾期", enterprise_code=OTHER),
        "cleared": Filed("M5", name="曾经逾期"),
        "ended": Filed("M6", name="已经终止", township=WANGYU, enterprise_code=OTHER),
        "gone": Filed("M7", name="已经撤销"),
    }
    kinds = list(Category)
    names = (
        "raised",
        "accepted",
        "declined",
        "assigned",
        "signed",
        "answered",
        "returned",
        "reopened",
        "rated",
        "unrated",
    )
    issues = {
        name: Raised(
            name,
            project=list(projects.values())[number % 4] if number % 3 else None,
            township=None if number == 3 else TINGLAN if number % 2 else WANGYU,
            enterprise=OWN if number % 4 else OTHER,
            category=kinds[number % len(kinds)],
            title=f"问题{number}",
        )
        for number, name in enumerate(names)
    }
    return Mixed(projects, issues)


def fill(county: County) -> Mixed:
    """Let it all happen in ``county``."""
    all_ = mixed()
    county.file(*all_.projects.values())
    county.happen(*all_.said())
    county.withdraw(all_.projects["gone"])
    return all_
