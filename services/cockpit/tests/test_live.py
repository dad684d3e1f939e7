"""An open page is told by area what changed, and of nothing that its reader may not see."""

import asyncio
from datetime import timedelta
from typing import TypeAlias

from services.cockpit.tests.county import County, Filed
from services.cockpit.tests.happenings import agent, closed, department, judged, land, matched, policy
from services.cockpit.tests.raised import Raised

from tests.county import BEGIN, OTHER, OWN, TINGLAN, WANGYU
from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.live.queries import changed
from zhouqi.cockpit.slices import AREAS
from zhouqi.events.contracts.policy import Verdict
from zhouqi.events.log.connection import connect
from zhouqi.service.identity.identity import Scope

COUNTY = Scope(everywhere=True)
HOME = Filed("P1")
FAR = Filed("P2", township=WANGYU, enterprise_code=OTHER)
ISSUE = Raised("1", project=HOME, township=TINGLAN, enterprise=OWN)
Areas: TypeAlias = dict[str, list[str] | None]


def areas(county: County, after: int, scope: Scope = COUNTY, issues: Scope | None = None) -> Areas:
    async def ask() -> Areas:
        async with await connect(county.dsn, autocommit=True) as conn:
            found = await changed(conn, ReaderScope(scope, issues or scope), after, county.written)
        return {} if found is None else found.areas

    return asyncio.run(ask())


def after(county: County, *said: object) -> int:
    """What was written before ``said`` happened."""
    before = county.written
    county.happen(*said)  # type: ignore[arg-type]  # facts of any kind, as the case lists them
    return before


def test_each_happening_names_its_areas_and_ids(county: County) -> None:
    county.file(HOME, FAR)
    project, issue = str(HOME.id), str(ISSUE.id)
    late = ISSUE.entered_late(BEGIN, BEGIN + timedelta(days=9))
    for said, expected in (
        ([land(HOME, "L1")], {"projects": [project]}),
        ([ISSUE.raised()], {"projects": [project], "issues": [issue]}),
        ([late], {"projects": [project], "issues": [issue], "late_entries": [issue]}),
        ([department("tax", "税务局")], {"registers": ["tax"]}),
        ([agent("agent-1", "代办员一")], {"registers": ["agent-1"]}),
        ([matched(OWN, None, Verdict.UNMET)], {"projects": [project]}),
    ):
        assert areas(county, after(county, *said)) == expected
    (catalogue,) = [policy()]
    assert areas(county, after(county, catalogue)) == {
        "policies": [catalogue[0].removeprefix("policy/")],
        "projects": [project],
    }


def test_nobody_hears_of_what_they_may_not_see(county: County) -> None:
    county.file(HOME, FAR)
    here, there = Scope(townships=frozenset({TINGLAN})), Scope(townships=frozenset({WANGYU}))
    late = ISSUE.entered_late(BEGIN, BEGIN + timedelta(days=9))
    before = after(county, ISSUE.raised(), late, agent("agent-1", "代办员一"))

    assert areas(county, before, here).keys() == {"projects", "issues", "late_entries", "registers"}
    assert areas(county, before, here, Scope()) == {"registers": ["agent-1"]}
    assert areas(county, before, there) == {}


def test_after_the_close_of_a_day_everything_may_have_changed(county: County) -> None:
    county.file(HOME)

    for close in (closed(), judged()):
        assert areas(county, after(county, close)) == dict.fromkeys(AREAS)
    assert AREAS == ("days", "issues", "late_entries", "policies", "project_acts", "projects", "registers")
