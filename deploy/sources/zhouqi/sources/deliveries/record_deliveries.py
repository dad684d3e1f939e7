"""From a record's truth to what its system delivers of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from zhouqi.sources.county.record import Record, Version
from zhouqi.sources.county.records.record_maker import PROMPT_DAYS
from zhouqi.sources.deliveries.corruption import blank_date, corrupt, degrade
from zhouqi.sources.deliveries.delivery import SHANGHAI, Delivery
from zhouqi.sources.deliveries.delivery_times import EntryWindow, closing_time
from zhouqi.sources.deliveries.record_forms import BEARING, PROMPT
from zhouqi.sources.scenario import DirtRates, Scenario
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["deliveries_of", "release"]


def deliveries_of(scenario: Scenario, seed: int, record: Record) -> list[Delivery]:
    """Answer everything that is ever delivered of a record, in no particular order.

    Kept promises: every version is stated acceptably before the next one begins; what began in the history is entered
    by the closing of the scenario's day, and the first version and every turn of withdrawal are put out by then too.
    So on the scenario's day there is a valid delivery of each record of the history, and the latest one, by its own
    time, says withdrawn exactly if the record is. The first version of a registration, permit or site is put out within
    `PROMPT_DAYS`. In a scenario with aims, what decides how a project is judged is not left in doubt, nor put out
    later than that closing.
    """
    draw = SeededRandom(seed, "deliveries", record.kind, record.record_id)
    end = scenario.calendar.scenario_day
    decisive = scenario.aims is not None and record.kind in BEARING
    manner = _Manner(scenario.dirt, record.undated_field, decisive and record.begins <= end)
    answer: list[Delivery] = []
    for before, version, after in _neighbours(record.versions):
        prompt = before is None and record.kind in PROMPT
        span = _span(version, after, end, prompt=prompt)
        moment = span.first(draw)
        clean = Delivery(record.kind, record.record_id, moment, moment, version.says)
        turns = before is None or before.says["withdrawn"] != version.says["withdrawn"]
        due = [closing_time(end)] if (turns or decisive) and version.since <= end else []
        due += [_prompt(version.since)] if prompt else []
        answer.extend(release(draw, scenario.dirt, _state(draw, manner, span, clean), min(due, default=None)))
    return answer


def release(
    draw: SeededRandom, rates: DirtRates, entered: Iterable[Delivery], by: datetime | None = None
) -> Iterator[Delivery]:
    """Answer what was entered as it is put out: mostly at once, some of it days later, some of it twice.

    Nothing is put out after `by`, when that is given; everything must have been entered by then.
    """

    def late(than: datetime) -> datetime:
        moment = than + timedelta(days=draw.integer(1, rates.days_late), minutes=draw.integer(-60, 60))
        return moment if by is None else min(moment, by)

    for delivery in entered:
        first = delivery
        if draw.chance(rates.delivered_late):
            first = replace(delivery, delivered_at=late(delivery.delivered_at))
        yield first
        if draw.chance(rates.repeated):
            yield replace(first, delivered_at=late(first.delivered_at))


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a record's clerks enter it: by which rates, without which day, and whether every doubt is cleared up."""

    rates: DirtRates
    undated_field: str | None
    corrects: bool


def _neighbours(versions: Sequence[Version]) -> Iterator[tuple[Version | None, Version, Version | None]]:
    """Answer each version with the one before and the one after it."""
    return zip((None, *versions[:-1]), versions, (*versions[1:], None), strict=True)


def _prompt(day: date) -> datetime:
    """Answer when what others refer to and begins on a day has been put out."""
    return closing_time(day + timedelta(days=PROMPT_DAYS))


def _span(version: Version, after: Version | None, end: date, *, prompt: bool) -> EntryWindow:
    """Answer when a version may be stated: before the next begins; by the end of the history if it began in it."""
    limits = [closing_time(end)] if version.since <= end else []
    if after is not None:
        limits.append(datetime.combine(after.since, time(0), SHANGHAI))
    if prompt:
        limits.append(_prompt(version.since))
    return EntryWindow(version.since, min(limits, default=None))


def _state(draw: SeededRandom, manner: _Manner, span: EntryWindow, clean: Delivery) -> Iterator[Delivery]:
    """Answer what the clerks enter to state one version, in order: perhaps wrong, then right, perhaps once more.

    A withdrawal is one click and can't be mistyped.
    """
    rates, moment = manner.rates, clean.source_time
    typed = clean.record["withdrawn"] is False

    def later() -> datetime:
        return span.later(draw, moment, rates.days_late)

    if manner.undated_field is not None:
        clean = blank_date(clean, manner.undated_field)
    if draw.chance(rates.entered_late):
        moment = later()
    stated = clean.at(moment)
    if typed and draw.chance(rates.rejectable):
        yield replace(corrupt(draw, stated), doubt=None)
        moment = later()
        stated = clean.at(moment)
    if typed and manner.undated_field is None and draw.chance(rates.doubtful):
        stated = degrade(draw, stated)
    yield stated
    doubted = stated.doubt is not None and manner.undated_field is None
    if doubted and (draw.chance(rates.doubt_corrected) or manner.corrects):
        moment = later()
        stated = clean.at(moment)
        yield stated
    if draw.chance(rates.touched):
        yield stated.at(later())
