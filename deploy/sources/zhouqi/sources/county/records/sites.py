"""What happens on a building site: who was there each day, and what its cameras show."""

from collections.abc import Iterator
from datetime import date, timedelta

from zhouqi.sources.county.record import Kind, Record, Value
from zhouqi.sources.county.records.agreed import start_told_by
from zhouqi.sources.county.records.desk import PROMPT_DAYS, Desk, yes
from zhouqi.sources.county.timeline import Milestone

__all__ = ["attendances", "sites"]

ATTENDANCE_KEPT = timedelta(days=30)
"""How far back attendance reaches from the scenario's day."""
PICTURES_KEPT = timedelta(days=365)
PICTURE_EVERY = timedelta(days=91)
SATURDAY = 5


def sites(desk: Desk) -> Iterator[Record]:
    """Answer the site in 智慧工地, its cameras and the day of its latest picture, restated every quarter."""
    begins = _visible(desk)
    started, completed = desk.reached(Milestone.STARTED), desk.reached(Milestone.COMPLETED)
    if begins is None or started is None:
        return
    draw, end = desk.draw(Kind.SITE), desk.calendar.goes_on_until
    told = started if start_told_by(desk) is Kind.SITE else started + timedelta(days=draw.whole(0, 20))
    pictures = [begins]
    day = max(begins, desk.calendar.scenario_day - PICTURES_KEPT) + timedelta(days=draw.whole(20, 91))
    while day < min(completed or end, end):
        pictures.append(day)
        day += PICTURE_EVERY
    cameras = draw.whole(2, 12)
    told = min(told, begins)

    def version(day: date) -> tuple[date, dict[str, Value]]:
        return day, {
            "site_code": desk.site,
            "permit_number": desk.permit,
            "started_on": told.isoformat(),
            "cameras": str(cameras),
            "pictured_on": day.isoformat(),
        }

    yield desk.record(Kind.SITE, 0, map(version, pictures))


def attendances(desk: Desk) -> Iterator[Record]:
    """Answer one head-count for each day on which the site works: those of the last month or since the desk's day, and
    each to come.

    Sites that 智慧工地 knows by their permit are at times named by their site code alone.
    """
    begins = _visible(desk)
    if begins is None:
        return
    known = begins + timedelta(days=PROMPT_DAYS + 1)
    draw, completed = desk.draw(Kind.ATTENDANCE), desk.reached(Milestone.COMPLETED)
    always = Kind.SITE in desk.life.coverage.gaps
    crew, last = draw.whole(12, 120), min(completed or date.max, desk.calendar.goes_on_until)
    first = max(begins, desk.calendar.scenario_day - ATTENDANCE_KEPT + timedelta(days=1))
    day = max(first, desk.since)
    while day < last:
        daily = desk.draw(Kind.ATTENDANCE, day.toordinal())
        if day.weekday() < SATURDAY or daily.chance(0.2):
            named = always or day < known or daily.chance(0.6)
            says: dict[str, Value] = {
                "site_code": desk.site,
                "permit_number": desk.permit if named else None,
                "day": day.isoformat(),
                "workers": str(max(crew * daily.whole(50, 130) // 100, 1)),
                "manager_present": yes(daily.chance(0.88)),
            }
            yield desk.record(Kind.ATTENDANCE, (day - first).days, [(day, says)])
        day += timedelta(days=1)


def _visible(desk: Desk) -> date | None:
    """Answer the day from which the site's platforms have it: after its start, when its permit is known to all."""
    started = desk.reached(Milestone.STARTED)
    if started is None or not desk.life.project.civil_works:
        return None
    permitted = desk.life.timeline.papers.construction_permitted
    lag = 0 if start_told_by(desk) is Kind.SITE else desk.draw(Kind.SITE, "visible").whole(0, 20)
    return max(started + timedelta(days=lag), permitted + timedelta(days=PROMPT_DAYS + 1))
