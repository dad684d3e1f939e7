"""What happens on a building site: who was there each day, and what its cameras show."""

from collections.abc import Iterator
from datetime import date, timedelta

from zhouqi.sources.county.record import Kind, Record, Value
from zhouqi.sources.county.records.agreements import start_told_by
from zhouqi.sources.county.records.record_maker import PROMPT_DAYS, RecordMaker, yes_or_no
from zhouqi.sources.county.timeline import Milestone

__all__ = ["attendances", "sites"]

ATTENDANCE_KEPT = timedelta(days=30)
"""How far back attendance reaches from the scenario's day."""
PICTURES_KEPT = timedelta(days=365)
PICTURE_EVERY = timedelta(days=91)
SATURDAY = 5


def sites(maker: RecordMaker) -> Iterator[Record]:
    """Answer the site in 智慧工地, its cameras and the day of its latest picture, restated every quarter."""
    begins = _visible(maker)
    started, completed = maker.reached(Milestone.STARTED), maker.reached(Milestone.COMPLETED)
    if begins is None or started is None:
        return
    draw, end = maker.draw(Kind.SITE), maker.calendar.goes_on_until
    told = started if start_told_by(maker) is Kind.SITE else started + timedelta(days=draw.integer(0, 20))
    pictures = [begins]
    day = max(begins, maker.calendar.scenario_day - PICTURES_KEPT) + timedelta(days=draw.integer(20, 91))
    while day < min(completed or end, end):
        pictures.append(day)
        day += PICTURE_EVERY
    cameras = draw.integer(2, 12)
    told = min(told, begins)

    def version(day: date) -> tuple[date, dict[str, Value]]:
        return day, {
            "site_code": maker.site,
            "permit_number": maker.permit,
            "started_on": told.isoformat(),
            "cameras": str(cameras),
            "pictured_on": day.isoformat(),
        }

    yield maker.record(Kind.SITE, 0, map(version, pictures))


def attendances(maker: RecordMaker) -> Iterator[Record]:
    """Answer one head-count for each day on which the site works: those of the last month or since the maker's day, and
    each to come.

    Sites that 智慧工地 knows by their permit are at times named by their site code alone.
    """
    begins = _visible(maker)
    if begins is None:
        return
    known = begins + timedelta(days=PROMPT_DAYS + 1)
    draw, completed = maker.draw(Kind.ATTENDANCE), maker.reached(Milestone.COMPLETED)
    always = Kind.SITE in maker.truth.coverage.gaps
    crew, last = draw.integer(12, 120), min(completed or date.max, maker.calendar.goes_on_until)
    first = max(begins, maker.calendar.scenario_day - ATTENDANCE_KEPT + timedelta(days=1))
    day = max(first, maker.since)
    while day < last:
        daily = maker.draw(Kind.ATTENDANCE, day.toordinal())
        if day.weekday() < SATURDAY or daily.chance(0.2):
            named = always or day < known or daily.chance(0.6)
            says: dict[str, Value] = {
                "site_code": maker.site,
                "permit_number": maker.permit if named else None,
                "day": day.isoformat(),
                "workers": str(max(crew * daily.integer(50, 130) // 100, 1)),
                "manager_present": yes_or_no(daily.chance(0.88)),
            }
            yield maker.record(Kind.ATTENDANCE, (day - first).days, [(day, says)])
        day += timedelta(days=1)


def _visible(maker: RecordMaker) -> date | None:
    """Answer the day from which the site's platforms have it: after its start, when its permit is known to all."""
    started = maker.reached(Milestone.STARTED)
    if started is None or not maker.truth.project.civil_works:
        return None
    permitted = maker.truth.timeline.papers.construction_permitted
    lag = 0 if start_told_by(maker) is Kind.SITE else maker.draw(Kind.SITE, "visible").integer(0, 20)
    return max(started + timedelta(days=lag), permitted + timedelta(days=PROMPT_DAYS + 1))
