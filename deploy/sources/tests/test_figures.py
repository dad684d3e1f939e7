"""The county of seed 1 is what it aims at, by an oracle that knows only what is served."""

from collections import Counter
from typing import Any

import pytest
from deploy.sources.tests.counties import EVENING, county, publish, truth

from tests.e2e.oracle import Expected, expect
from zhouqi.sources.county import ProjectTruth
from zhouqi.sources.county.applicable_kinds import applicable_kinds
from zhouqi.sources.county.coverage_plan import connected_kinds
from zhouqi.sources.county.project_facts import project_facts
from zhouqi.sources.county.stall_rules import episodes, light
from zhouqi.sources.county.timeline import Milestone

DAY = EVENING.date()
TARGETS = {
    "no_land": Milestone.LAND,
    "no_start": Milestone.STARTED,
    "no_complete": Milestone.COMPLETED,
    "no_production": Milestone.IN_PRODUCTION,
    "no_scale": Milestone.SCALED,
    "no_capacity": Milestone.FULL_CAPACITY,
}


@pytest.fixture(scope="module")
def expected() -> Expected:
    return expect(truth(1, 500), DAY)


def test_the_figures_of_seed_1_are_those_required(expected: Expected) -> None:
    overview = dict(expected.overview)
    lights = overview.pop("lights")

    required = {
        "projects": 500,
        "stalls": {"found": 139, "cleared": 77, "clearing_rate": 0.554},
        "issues": {"pushed": 28, "done": 26, "in_progress": 2, "done_rate": 0.929},
        "full_view": 67,
    }
    assert {name: overview[name] for name in required} == required
    assert lights["unknown"] == 8
    assert all(lights[light] >= 20 for light in ("green", "yellow", "red"))


def test_every_stall_occurs_and_is_cleared_in_every_way(expected: Expected) -> None:
    found = [episode for project in expected.projects.values() for episode in project.episodes]
    cleared = [
        {episode.by for episode in project.episodes}
        for project in expected.projects.values()
        if project.episodes and all(episode.until for episode in project.episodes)
    ]

    assert {episode.stall for episode in found} == set(TARGETS)
    assert sum("extended" in by for by in cleared) >= 12
    assert sum("terminated" in by for by in cleared) == 3
    assert sum(len(project.episodes) > 1 for project in expected.projects.values()) >= 10


def test_the_generator_judges_each_project_as_the_oracle_does(expected: Expected) -> None:
    for life in county(1, 500).registered_projects:
        assert _judged(life) == _told(expected, life), life.project.record_id


def _judged(life: ProjectTruth) -> dict[str, Any]:
    now = project_facts(life.project, life.timeline, life.coverage, DAY)
    return {
        "light": light(now, DAY).value,
        "episodes": {(one.target, one.since, one.until) for one in episodes(now, DAY)},
        "applicable": {kind.value for kind in applicable_kinds(now)},
        "connected": {kind.value for kind in connected_kinds(county(1, 500).scenario, 1, life)},
    }


def _told(expected: Expected, life: ProjectTruth) -> dict[str, Any]:
    project = expected.projects[life.project.code]
    return {
        "light": project.light,
        "episodes": {(TARGETS[one.stall], one.since, one.until) for one in project.episodes},
        "applicable": set(project.applicable),
        "connected": set(project.connected),
    }


def test_some_milestones_are_reported_by_agents_because_no_source_has_them() -> None:
    reports = Counter(act["milestone"] for act in truth(1, 500)["acts"] if act["act"] == "report")

    assert reports["land"] == 2
    assert reports["completed"] == 3


@pytest.mark.parametrize("seed", range(2, 5))
def test_another_seed_draws_a_county_of_its_own_with_something_of_everything(seed: int) -> None:
    found = expect(truth(seed, 120), DAY)

    assert found.overview["projects"] == 120
    assert 15 <= found.overview["stalls"]["found"] <= 60
    assert found.overview["stalls"]["cleared"] >= 5
    assert 5 <= found.overview["full_view"] <= 60
    assert found.overview["lights"]["green"] > 60
    assert found.overview["lights"]["red"] >= 3


def test_the_volume_stays_small() -> None:
    deliveries = publish(1, 500, EVENING)

    assert len(deliveries) < 15_000
    assert Counter(one.kind for one in deliveries).most_common(1)[0][1] < 3_000
