"""Records that never become valid: test entries and typing errors that nobody corrects."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from zhouqi.sources.county import County
from zhouqi.sources.county.projects import draw_project
from zhouqi.sources.county.record import Kind, Record, Value
from zhouqi.sources.county.records import records_of
from zhouqi.sources.county.serials import JUNK, LATER_JUNK
from zhouqi.sources.deliveries.corruption import corrupt
from zhouqi.sources.deliveries.delivery import Delivery
from zhouqi.sources.deliveries.delivery_times import EntryWindow, closing_time
from zhouqi.sources.deliveries.record_deliveries import release
from zhouqi.sources.scenario import Scenario
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["junk_of_day", "junk_of_history", "junk_of_kind"]


def junk_of_history(scenario: Scenario, seed: int, size: int) -> Iterator[Delivery]:
    """Answer the junk among registrations of the history: as many as the scenario aims at, or draws by its rate."""
    draw = SeededRandom(seed, "junk")
    drawn = sum(draw.chance(scenario.dirt.junk) for _ in range(size))
    for number in range(scenario.aims.junk if scenario.aims is not None else drawn):
        day = draw.day(scenario.calendar.history_begins, scenario.calendar.scenario_day)
        yield from _registration(scenario, seed, JUNK + number, day)


def junk_of_day(scenario: Scenario, seed: int, day: date) -> Iterator[Delivery]:
    """Answer the junk that first appears on a day after the scenario's: none or one registration."""
    if SeededRandom(seed, "junk", day.isoformat()).chance(scenario.dirt.junk_per_day):
        serial = LATER_JUNK + (day - scenario.calendar.scenario_day).days
        yield from _registration(scenario, seed, serial, day)


def junk_of_kind(county: County, kind: Kind) -> Iterator[Delivery]:
    """Answer the junk of another kind in the history: what was meant for a project, under a number of its own."""
    scenario, seed = county.scenario, county.seed
    draw = SeededRandom(seed, "junk", kind)
    for number in range(sum(draw.chance(scenario.dirt.junk_of_others) for _ in range(county.size))):
        first = next(records_of(scenario, seed, kind, draw.one_of(county.history_projects)), None)
        if first is None or first.begins > scenario.calendar.scenario_day:
            continue
        record_id = f"CS{number + 1:04d}{draw.integer(0, 99_999):05d}"
        yield from _spoilt(scenario, draw, replace(first, record_id=record_id), first.begins)


def _registration(scenario: Scenario, seed: int, serial: int, day: date) -> Iterator[Delivery]:
    draw = SeededRandom(seed, "deliveries", "junk", serial)
    project = draw_project(seed, serial, day, serial)
    says: dict[str, Value] = {
        "record_id": project.record_id,
        "project_code": project.code,
        "project_name": draw.one_of(("测试项目", "系统测试请勿审批", "1", project.name)),
        "enterprise_code": project.enterprise.code,
        "enterprise_name": draw.one_of(("测试企业", project.enterprise.name)),
        "township_code": project.township.code,
        "industry_code": project.enterprise.industry.code,
        "construction_nature": project.nature.value,
        "total_investment": draw.one_of(("1.00", str(project.investment))),
        "land_area_mu": None,
        "planned_start": day.isoformat(),
        "planned_completion": day.isoformat(),
        "registered_on": day.isoformat(),
        "withdrawn": False,
    }
    span = EntryWindow(day, None)
    moment = span.first(draw)
    entered: list[Delivery] = []
    for _ in range(draw.integer(1, 3)):
        entered.append(corrupt(draw, Delivery(Kind.PROJECT, project.record_id, moment, moment, says)))
        moment = span.later(draw, moment, scenario.dirt.days_late)
    yield from release(draw, scenario.dirt, entered)


def _spoilt(scenario: Scenario, draw: SeededRandom, record: Record, day: date) -> Iterator[Delivery]:
    """Answer a record that is entered once or twice, wrong each time."""
    end = closing_time(scenario.calendar.scenario_day)
    span = EntryWindow(day, end)
    moment = span.first(draw)
    says = {**record.versions[0].says, "record_id": record.record_id}
    entered: list[Delivery] = []
    for _ in range(draw.integer(1, 2)):
        entered.append(corrupt(draw, Delivery(record.kind, record.record_id, moment, moment, says)))
        moment = span.later(draw, moment, scenario.dirt.days_late)
    yield from release(draw, scenario.dirt, entered, end)
