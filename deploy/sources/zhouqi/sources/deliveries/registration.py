"""From what is registered of a project to what the approval system delivers of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from zhouqi.sources.county import Life
from zhouqi.sources.county.registration import Registration
from zhouqi.sources.county.versions import Version
from zhouqi.sources.deliveries.delivery import SHANGHAI, Delivery, Kind, Value
from zhouqi.sources.deliveries.dirt import blur, spoil
from zhouqi.sources.deliveries.moment import Span, closing
from zhouqi.sources.draw import Draw
from zhouqi.sources.scenario import DirtRates, Scenario

__all__ = ["as_record", "deliveries_of", "put_out"]


def as_record(record_id: str, says: Registration) -> dict[str, Value]:
    """Answer a registration as the approval system writes it: dates YYYY-MM-DD, amounts as decimal text."""
    return {
        "record_id": record_id,
        "project_code": says.project_code,
        "project_name": says.project_name,
        "enterprise_code": says.enterprise_code,
        "enterprise_name": says.enterprise_name,
        "township_code": says.township_code,
        "industry_code": says.industry_code,
        "construction_nature": says.construction_nature,
        "total_investment": str(says.total_investment),
        "land_area_mu": None if says.land_area_mu is None else str(says.land_area_mu),
        "planned_start": says.planned_start.isoformat(),
        "planned_completion": says.planned_completion.isoformat(),
        "registered_on": says.registered_on.isoformat(),
        "withdrawn": says.withdrawn,
    }


def deliveries_of(scenario: Scenario, seed: int, life: Life) -> list[Delivery]:
    """Answer everything that is ever delivered of a project's registration, in no particular order.

    Kept promises: every version is stated acceptably before the next one begins; what began in the history is entered
    by the closing of the scenario's day, and the first version and every turn of withdrawal are put out by then too.
    So on the scenario's day the latest valid delivery of a record, by its own time, says withdrawn exactly if the
    registration is, and there is one for each project of the history.
    """
    draw = Draw(seed, "deliveries", Kind.PROJECT, life.project.serial)
    end = scenario.calendar.scenario_day
    answer: list[Delivery] = []
    for before, version, after in _neighbours(life.registered):
        span = _span(version, after, end)
        moment = span.first(draw)
        clean = Delivery(
            Kind.PROJECT,
            life.project.record_id,
            moment,
            moment,
            as_record(life.project.record_id, version.says),
        )
        turns = before is None or before.says.withdrawn != version.says.withdrawn
        stated = _state(draw, scenario.dirt, span, clean)
        answer.extend(
            put_out(draw, scenario.dirt, stated, closing(end) if turns and version.since <= end else None)
        )
    return answer


def put_out(
    draw: Draw, rates: DirtRates, entered: Iterable[Delivery], by: datetime | None = None
) -> Iterator[Delivery]:
    """Answer what was entered as it is put out: mostly at once, some of it days later, some of it twice.

    Nothing is put out after `by`, when that is given; everything must have been entered by then.
    """

    def late(than: datetime) -> datetime:
        moment = than + timedelta(days=draw.whole(1, rates.days_late), minutes=draw.whole(-60, 60))
        return moment if by is None else min(moment, by)

    for delivery in entered:
        first = delivery
        if draw.chance(rates.delivered_late):
            first = replace(delivery, delivered_at=late(delivery.delivered_at))
        yield first
        if draw.chance(rates.repeated):
            yield replace(first, delivered_at=late(first.delivered_at))


def _neighbours(versions: Sequence[Version]) -> Iterator[tuple[Version | None, Version, Version | None]]:
    """Answer each version with the one before and the one after it."""
    return zip((None, *versions[:-1]), versions, (*versions[1:], None), strict=True)


def _span(version: Version, after: Version | None, end: date) -> Span:
    """Answer when a version may be stated: before the next begins; by the end of the history if it began in it."""
    limits = [closing(end)] if version.since <= end else []
    if after is not None:
        limits.append(datetime.combine(after.since, time(0), SHANGHAI))
    return Span(version.since, min(limits, default=None))


def _state(draw: Draw, rates: DirtRates, span: Span, clean: Delivery) -> Iterator[Delivery]:
    """Answer what the clerks enter to state one version, in order: perhaps wrong, then right, perhaps once more.

    A withdrawal is one click and can't be mistyped.
    """
    moment = clean.source_time
    typed = clean.record["withdrawn"] is False

    def later() -> datetime:
        return span.later(draw, moment, rates.days_late)

    if draw.chance(rates.entered_late):
        moment = later()
    stated = clean.at(moment)
    if typed and draw.chance(rates.rejectable):
        yield spoil(draw, stated)
        moment = later()
        stated = clean.at(moment)
    if typed and draw.chance(rates.doubtful):
        stated = blur(draw, stated)
    yield stated
    if stated.doubt is not None and draw.chance(rates.doubt_corrected):
        moment = later()
        stated = clean.at(moment)
        yield stated
    if draw.chance(rates.touched):
        yield stated.at(later())
