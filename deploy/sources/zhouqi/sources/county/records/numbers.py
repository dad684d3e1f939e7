"""Numbers of the business: investment, inputs, sales, taxes, evaluations, and the funds of policies."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from zhouqi.sources.county.record import Kind, Record, Value
from zhouqi.sources.county.records.desk import Desk, month_end, text
from zhouqi.sources.county.timeline import Milestone
from zhouqi.sources.draw import Draw

__all__ = ["evaluations", "inputs", "investments", "payments", "sales", "taxes"]

KEPT = timedelta(days=730)
"""How far back reports reach from the scenario's day; what ended before is there with its last report."""
HALF_A_YEAR = 6
GRADES = {"A": 18.0, "B": 46.0, "C": 28.0, "D": 8.0}
EQUIPMENT = "工业投资(技术改造)设备补助"
SCALED = "小升规企业奖励"
CAPACITY = "重大制造业项目达产奖励"


def investments(desk: Desk) -> Iterator[Record]:
    """Answer what was invested since the beginning (工业/技改投资), twice a year until half a year after completion."""
    draw, started = desk.draw(Kind.INVESTMENT), desk.reached(Milestone.STARTED)
    if started is None:
        return
    timeline, project = desk.life.timeline, desk.life.project
    built = desk.reached(Milestone.COMPLETED if project.civil_works else Milestone.IN_PRODUCTION)
    end = (built or desk.calendar.goes_on_until) + timedelta(days=185)
    over = max(((built or started + timedelta(days=900)) - started).days, 1)
    share = draw.whole(92, 108)
    for number, day in _reported(draw, desk, started + timedelta(days=20), end):
        done = min(Decimal((day - started).days) / over, Decimal(1))
        if timeline.terminated is not None or built is None:
            done = min(done, Decimal("0.7"))
        invested = project.investment * done * share / 100
        says: dict[str, Value] = {
            **desk.codes(),
            "period_end": day.isoformat(),
            "invested": text(invested),
            "equipment": text(invested * Decimal("0.4") * done),
        }
        begins = day + timedelta(days=desk.draw(Kind.INVESTMENT, number).whole(5, 25))
        yield desk.record(Kind.INVESTMENT, number, [(begins, says)])


def inputs(desk: Desk) -> Iterator[Record]:
    """Answer what the enterprise put into the project (投入情况), a record for each year from the start on."""
    started, producing = desk.reached(Milestone.STARTED), desk.reached(Milestone.IN_PRODUCTION)
    if started is None:
        return
    built = desk.reached(Milestone.COMPLETED) or producing
    last = min((producing or built or started).year + 5, desk.calendar.goes_on_until.year)
    kept = (desk.calendar.scenario_day - KEPT).year
    for year in range(max(started.year, min(kept, last)), last + 1):
        draw = desk.draw(Kind.INPUTS, year)
        base = desk.life.project.investment / (3 if producing is None or year <= producing.year else 12)
        says: dict[str, Value] = {
            **desk.codes(),
            "year": str(year),
            "equipment": text(base * draw.whole(20, 90) / 100),
            "research": text(base * draw.whole(2, 18) / 100),
        }
        begins = date(year + 1, 1, 15) + timedelta(days=draw.whole(0, 100))
        yield desk.record(Kind.INPUTS, year - 2000, [(begins, says)])


def sales(desk: Desk) -> Iterator[Record]:
    """Answer the sales of the last twelve months (销售), twice a year from the start of production on."""
    for number, day, turnover in _turnovers(desk, Kind.SALES):
        draw = desk.draw(Kind.SALES, number)
        says: dict[str, Value] = {**desk.codes(), "period_end": day.isoformat(), "sales": text(turnover)}
        yield desk.record(Kind.SALES, number, [(day + timedelta(days=draw.whole(8, 25)), says)])


def taxes(desk: Desk) -> Iterator[Record]:
    """Answer the taxes of the last twelve months (税收), twice a year from the start of production on."""
    rate = desk.draw(Kind.TAX).whole(25, 85)
    for number, day, turnover in _turnovers(desk, Kind.TAX):
        draw = desk.draw(Kind.TAX, number)
        says: dict[str, Value] = {
            **desk.codes(),
            "period_end": day.isoformat(),
            "tax": text(turnover * rate / 1000),
        }
        yield desk.record(Kind.TAX, number, [(day + timedelta(days=draw.whole(8, 25)), says)])


def _turnovers(desk: Desk, kind: Kind) -> Iterator[tuple[int, date, Decimal]]:
    """Answer the ends of periods and the turnover up to them: it grows until full capacity is reached."""
    producing = desk.reached(Milestone.IN_PRODUCTION)
    if producing is None:
        return
    draw = desk.draw(Kind.SALES, "turnover")
    full = desk.reached(Milestone.FULL_CAPACITY) or producing + timedelta(days=900)
    most = desk.life.project.investment * draw.whole(90, 220) / 100
    end = min(producing + timedelta(days=8 * 365), desk.calendar.goes_on_until)
    for number, day in _reported(draw, desk, producing + timedelta(days=25), end):
        grown = min(Decimal((day - producing).days) / max((full - producing).days, 1), Decimal(1))
        yield number, day, most * grown * desk.draw(kind, number, "turnover").whole(88, 112) / 100


def _reported(draw: Draw, desk: Desk, first: date, end: date) -> Iterator[tuple[int, date]]:
    """Answer the numbered ends of half-yearly periods from `first` on, at least one of them.

    Which months end them differs between projects, so that no month brings all reports.
    """
    month = first.month + draw.whole(0, HALF_A_YEAR - 1)
    number, kept = 0, desk.calendar.scenario_day - KEPT
    while True:
        day = month_end(first.year, month + number * HALF_A_YEAR)
        final = month_end(first.year, month + (number + 1) * HALF_A_YEAR) > end
        if day >= kept or final:
            yield number, day
        if final:
            return
        number += 1


def payments(desk: Desk) -> Iterator[Record]:
    """Answer what was paid out of policies (政策兑付): some for machines, for rising above scale, for capacity."""
    draw, project = desk.draw(Kind.PAYMENT), desk.life.project
    grants = (
        (EQUIPMENT, Milestone.IN_PRODUCTION, draw.chance(0.3), project.investment * draw.whole(2, 6) / 100),
        (SCALED, Milestone.SCALED, True, Decimal(draw.whole(2, 6) * 10)),
        (CAPACITY, Milestone.FULL_CAPACITY, draw.chance(0.4), Decimal(draw.whole(5, 30) * 10)),
    )
    for number, (policy, milestone, granted, amount) in enumerate(grants):
        reached, lag = desk.reached(milestone), draw.whole(30, 150)
        if reached is None or not granted:
            continue
        day = reached + timedelta(days=lag)
        says: dict[str, Value] = {
            **desk.codes(),
            "policy": policy,
            "paid_on": day.isoformat(),
            "amount": text(amount),
        }
        yield desk.record(Kind.PAYMENT, number, [(day, says)])


def evaluations(desk: Desk) -> Iterator[Record]:
    """Answer the yearly evaluations (绩效评价) and the recognition of full capacity (达产认定)."""
    draw, producing = desk.draw(Kind.PERFORMANCE), desk.reached(Milestone.IN_PRODUCTION)
    full = desk.reached(Milestone.FULL_CAPACITY)
    output = desk.life.project.investment * draw.whole(90, 220) / 100
    if full is not None:
        says: dict[str, Value] = {
            **desk.codes(),
            "year": str(full.year),
            "grade": draw.weighted(GRADES),
            "full_capacity_on": full.isoformat(),
            "output": text(output),
        }
        yield desk.record(Kind.PERFORMANCE, 0, [(full, says)])
    if producing is None:
        return
    kept = desk.calendar.scenario_day - KEPT
    last = min(producing.year + 5, desk.calendar.goes_on_until.year - 1)
    for year in range(max(producing.year, kept.year), last + 1):
        yearly = desk.draw(Kind.PERFORMANCE, year)
        says = {
            **desk.codes(),
            "year": str(year),
            "grade": yearly.weighted(GRADES),
            "full_capacity_on": None,
            "output": text(output * yearly.whole(40, 110) / 100),
        }
        begins = date(year + 1, 5, 10) + timedelta(days=yearly.whole(0, 60))
        yield desk.record(Kind.PERFORMANCE, year - 2000, [(begins, says)])
