"""The simulated county's history made and delivered, beside its deliveries written as JSON alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, time
from functools import cache
from time import perf_counter
from typing import Any, Final

from tests.benchmarks.measure import Bar, Figure, interleaved
from tests.benchmarks.plan import Plan
from tests.benchmarks.world import World
from zhouqi.sources.county import County
from zhouqi.sources.deliveries import SHANGHAI, Feed, Kind, county_feeds
from zhouqi.sources.scenario import read_scenario

_SEED: Final = 1
_CLOSING: Final = time(18)
_BAR: Final = Bar(least=5_000)


async def measure(world: World, plan: Plan) -> list[Figure]:
    """``county``: deliveries a second of all kinds, with the 500 projects of the county of seed 1."""
    size = plan.size(500, 5)

    async def made(number: int) -> float:
        begin = perf_counter()
        delivered, evening = _delivered(size)
        count = sum(feed.count(evening) for feed in delivered.values())
        return count / (perf_counter() - begin)

    async def written(number: int) -> float:
        records = _records(size)
        begin = perf_counter()
        for record in records:
            json.dumps(record, ensure_ascii=False, default=str)
        return len(records) / (perf_counter() - begin)

    return [(await interleaved(plan.rounds, made, written)).figure("county", "deliveries/s", _BAR)]


def _delivered(size: int) -> tuple[Mapping[Kind, Feed], datetime]:
    scenario = read_scenario(_SEED, size)
    return county_feeds(County(scenario, _SEED, size)), datetime.combine(
        scenario.calendar.scenario_day, _CLOSING, SHANGHAI
    )


@cache
def _records(size: int) -> list[Any]:
    delivered, evening = _delivered(size)
    return [delivery.record for feed in delivered.values() for delivery in feed.published_by(evening)]
