"""Every benchmark still works, and what it measures is right. How fast it is, no test says."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from tests.benchmarks import mix, report
from tests.benchmarks.catalogue import BENCHMARKS, PEERS, choose
from tests.benchmarks.measure import Bar, Figure, Pair, interleaved, percentile
from tests.benchmarks.plan import Plan
from tests.benchmarks.plot import svg
from tests.benchmarks.world import World
from tests.brokers.fixtures import unavailable
from tests.brokers.kafka import Missing
from tests.postgres import Server
from zhouqi.events import Decoder

QUICK: Final = Plan(rounds=1, quick=True)
FIGURES: Final = {
    "append": {"append"},
    "handle": {"handle"},
    "handle-list": {"handle-list"},
    "batch": {"batch"},
    "relay": {"relay"},
    "live": {"live", "live-spread"},
    "rebuild": {"rebuild"},
    "visible": {"visible", "visible-p50"},
    "ready": {"ready", "ready-second"},
    "idle": {"idle", "idle-memory"},
    "overview": {"overview", "overview-list"},
    "county": {"county"},
    "growth": {
        f"growth-{what}-{size}"
        for size in (1_000, 2_000)
        for what in ("rebuild", "live", "append", "batch", "handle")
    },
}
WITHOUT_LIMIT: Final = {"ready", "ready-second", "idle", "idle-memory", *FIGURES["growth"]}


@pytest.fixture(scope="module")
def world(postgres_server: Server, session_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = session_folder / tmp_path_factory.mktemp("bench").name
    folder.mkdir(mode=0o755)
    return World(postgres_server, folder)


@pytest.mark.parametrize("name", FIGURES)
async def test_a_benchmark_measures_what_it_says(name: str, world: World) -> None:
    try:
        figures = await BENCHMARKS[name](world, QUICK)
    except Missing as missing:
        unavailable(str(missing))

    assert {figure.name for figure in figures} == FIGURES[name]
    assert all(figure.value > 0 for figure in figures)
    limited = {figure.name for figure in figures if figure.limit is not None and figure.ratio is not None}
    assert limited == FIGURES[name] - WITHOUT_LIMIT


def test_all_benchmarks_are_tried_here() -> None:
    assert FIGURES.keys() == BENCHMARKS.keys() - {PEERS}


async def test_rounds_are_interleaved_and_the_first_does_not_count() -> None:
    taken: list[str] = []

    async def subject(number: int) -> float:
        taken.append(f"A{number}")
        return 10.0 * number

    async def limit(number: int) -> float:
        taken.append(f"B{number}")
        return 20.0

    pair = await interleaved(3, subject, limit)

    assert taken == ["B0", "A0", "A1", "B1", "B2", "A2", "A3", "B3"]
    assert pair == Pair([10.0, 20.0, 30.0], [20.0, 20.0, 20.0])


def test_the_ratio_is_the_median_of_the_rounds_ratios() -> None:
    figure = Pair([10.0, 30.0, 40.0], [20.0, 30.0, 10.0]).figure("x", "events/s")

    assert (figure.value, figure.limit, figure.ratio) == (30.0, 20.0, 1.0)
    assert figure.spread == (0.5, 4.0)


@pytest.mark.parametrize(
    ("bar", "passes"),
    [
        (Bar(ratio=0.5), True),
        (Bar(ratio=0.51), False),
        (Bar(least=10), True),
        (Bar(least=11), False),
        (Bar(most=10), True),
        (Bar(most=9), False),
        (Bar(ratio=0.5, least=11), False),
    ],
    ids=str,
)
def test_a_figure_is_held_against_its_bar(bar: Bar, passes: bool) -> None:
    assert Figure("x", 10.0, "ms", 20.0, 0.5, bar).passes is passes


def test_a_percentile_is_one_of_the_values() -> None:
    values = [float(number) for number in range(100, 0, -1)]

    assert [percentile(values, share) for share in (0.5, 0.95, 0.99, 1.0)] == [50.0, 95.0, 99.0, 100.0]
    assert percentile([7.0], 0.99) == 7.0


def test_json_holds_name_value_unit_limit_and_ratio(tmp_path: Path) -> None:
    figures = [Figure("a", 1.5, "ms"), Figure("b", 10.0, "events/s", 20.0, 0.5, Bar(ratio=0.6))]

    report.write(tmp_path / "out.json", figures)

    assert json.loads((tmp_path / "out.json").read_text("utf-8")) == [
        {"name": "a", "value": 1.5, "unit": "ms", "limit": None, "ratio": None},
        {"name": "b", "value": 10.0, "unit": "events/s", "limit": 20.0, "ratio": 0.5},
    ]
    assert "MISSED" in report.table(figures)


def test_a_picture_has_a_line_for_each_cost() -> None:
    figures = [
        Figure(f"growth-{what}-{size}", cost, "µs")
        for what, cost in (("live", 150.0), ("append", 900.0))
        for size in (10_000, 1_000_000)
    ]

    picture = ET.fromstring(svg(figures))

    texts = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"live 150", "append 900", "10,000", "1,000,000"} <= set(texts)


def test_what_there_is_not_is_refused() -> None:
    with pytest.raises(KeyError, match="appendix"):
        choose("append,appendix")
    assert choose("batch, append") == ["batch", "append"]
    assert PEERS not in choose("")


def test_the_mix_is_that_of_the_county() -> None:
    county = {shape.category: 0 for shape in mix.shapes()}
    for shape in mix.shapes():
        county[shape.category] += shape.streams * len(shape.events)

    events = list(mix.arriving(sum(county.values())))

    found = Counter(
        next(category for category in county if event.stream.startswith(f"{category}/")) for event in events
    )
    assert found == county


def test_events_of_the_mix_are_distinct_and_can_be_read() -> None:
    events = list(mix.arriving(30_000))
    decoder = Decoder()

    assert len({event.id for event in events}) == len({(e.stream, e.sequence) for e in events}) == 30_000
    assert all(type(decoder.decode(event)).type() == event.type for event in events[:5_000])


def test_a_batch_touches_as_many_streams_as_it_did() -> None:
    events = list(mix.arriving(21_000))
    touched = [len({e.stream for e in events[start : start + 500]}) for start in range(0, 21_000, 500)]

    assert 360 <= sum(touched) / len(touched) <= 390


def test_spread_events_are_each_of_another_stream() -> None:
    assert len({event.stream for event in mix.arriving(20_000, spread=True)}) == 20_000
