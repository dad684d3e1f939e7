"""Numbers of the business: investment, inputs, sales, taxes, evaluations, and the funds of policies."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from zhouqi.sources.county.record import Kind, Record, Value
from zhouqi.sources.county.records.record_maker import RecordMaker, amount_text, month_end
from zhouqi.sources.county.timeline import Milestone
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["evaluations", "inputs", "investments", "payments", "sales", "taxes"]

KEPT = timedelta(days=730)
"""How far back reports reach from the scenario's day; what ended before is there with its last report."""
HALF_A_YEAR = 6
GRADES = {"A": 18.0, "B": 46.0, "C": 28.0, "D": 8.0}
EQUIPMENT = "工业投资(技术改造)设备补助"
SCALED = "小升规企业奖励"
CAPACITY = "重大制造业项目达产奖励"


def investments(maker: RecordMaker) -> Iterator[Record]:
    """Answer what was invested since the beginning (工业/技改投资), twice a year until half a year after completion."""
    draw, started = maker.draw(Kind.INVESTMENT), maker.reached(Milestone.STARTED)
    if started is None:
        return
    timeline, project = maker.truth.timeline, maker.truth.project
    built = maker.reached(Milestone.COMPLETED if project.civil_works else Milestone.IN_PRODUCTION)
    end = (built or maker.calendar.goes_on_until) + timedelta(days=185)
    over = max(((built or started + timedelta(days=900)) - started).days, 1)
    share = draw.integer(92, 108)
    for number, day in _reported(draw, maker, started + timedelta(days=20), end):
        done = min(Decimal((day - started).days) / over, Decimal(1))
        if timeline.terminated is not None or built is None:
            done = min(done, Decimal("0.7"))
        invested = project.investment * done * share / 100
        says: dict[str, Value] = {
            **maker.codes(),
            "period_end": day.isoformat(),
            "invested": amount_text(invested),
            "equipment": amount_text(invested * Decimal("0.4") * done),
        }
        begins = day + timedelta(days=maker.draw(Kind.INVESTMENT, number).integer(5, 25))
        yield maker.record(Kind.INVESTMENT, number, [(begins, says)])


def inputs(maker: RecordMaker) -> Iterator[Record]:
    """Answer what the enterprise put into the project (投入情况), a record for each year from the start on."""
    started, producing = maker.reached(Milestone.STARTED), maker.reached(Milestone.IN_PRODUCTION)
    if started is None:
        return
    built = maker.reached(Milestone.COMPLETED) or producing
    last = min((producing or built or started).year + 5, maker.calendar.goes_on_until.year)
    kept = (maker.calendar.scenario_day - KEPT).year
    for year in range(max(started.year, min(kept, last)), last + 1):
        draw = maker.draw(Kind.INPUTS, year)
        base = maker.truth.project.investment / (3 if producing is None or year <= producing.year else 12)
        says: dict[str, Value] = {
            **maker.codes(),
            "year": str(year),
            "equipment": amount_text(base * draw.integer(20, 90) / 100),
            "research": amount_text(base * draw.integer(2, 18) / 100),
        }
        begins = date(year + 1, 1, 15) + timedelta(days=draw.integer(0, 100))
        yield maker.record(Kind.INPUTS, year - 2000, [(begins, says)])


def sales(maker: RecordMaker) -> Iterator[Record]:
    """Answer the sales of the last twelve months (销售), twice a year from the start of production on."""
    for number, day, turnover in _turnovers(maker, Kind.SALES):
        draw = maker.draw(Kind.SALES, number)
        says: dict[str, Value] = {
            **maker.codes(),
            "period_end": day.isoformat(),
            "sales": amount_text(turnover),
        }
        yield maker.record(Kind.SALES, number, [(day + timedelta(days=draw.integer(8, 25)), says)])


def taxes(maker: RecordMaker) -> Iterator[Record]:
    """Answer the taxes of the last twelve months (税收), twice a year from the start of production on."""
    rate = maker.draw(Kind.TAX).integer(25, 85)
    for number, day, turnover in _turnovers(maker, Kind.TAX):
        draw = maker.draw(Kind.TAX, number)
        says: dict[str, Value] = {
            **maker.codes(),
            "period_end": day.isoformat(),
            "tax": amount_text(turnover * rate / 1000),
        }
        yield maker.record(Kind.TAX, number, [(day + timedelta(days=draw.integer(8, 25)), says)])


def _turnovers(maker: RecordMaker, kind: Kind) -> Iterator[tuple[int, date, Decimal]]:
    """Answer the ends of periods and the turnover up to them: it grows until full capacity is reached."""
    producing = maker.reached(Milestone.IN_PRODUCTION)
    if producing is None:
        return
    draw = maker.draw(Kind.SALES, "turnover")
    full = maker.reached(Milestone.FULL_CAPACITY) or producing + timedelta(days=900)
    most = maker.truth.project.investment * draw.integer(90, 220) / 100
    end = min(producing + timedelta(days=8 * 365), maker.calendar.goes_on_until)
    for number, day in _reported(draw, maker, producing + timedelta(days=25), end):
        grown = min(Decimal((day - producing).days) / max((full - producing).days, 1), Decimal(1))
        yield number, day, most * grown * maker.draw(kind, number, "turnover").integer(88, 112) / 100


def _reported(draw: SeededRandom, maker: RecordMaker, first: date, end: date) -> Iterator[tuple[int, date]]:
    """Answer the numbered ends of half-yearly periods from `first` on, at least one of them.

    Which months end them differs between projects, so that no month brings all reports.
    """
    month = first.month + draw.integer(0, HALF_A_YEAR - 1)
    number, kept = 0, maker.calendar.scenario_day - KEPT
    while True:
        day = month_end(first.year, month + number * HALF_A_YEAR)
        final = month_end(first.year, month + (number + 1) * HALF_A_YEAR) > end
        if day >= kept or final:
            yield number, day
        if final:
            return
        number += 1


def payments(maker: RecordMaker) -> Iterator[Record]:
    """Answer what was paid out of policies (政策兑付): some for machines, for rising above scale, for capacity."""
    draw, project = maker.draw(Kind.PAYMENT), maker.truth.project
    grants = (
        (EQUIPMENT, Milestone.IN_PRODUCTION, draw.chance(0.3), project.investment * draw.integer(2, 6) / 100),
        (SCALED, Milestone.SCALED, True, Decimal(draw.integer(2, 6) * 10)),
        (CAPACITY, Milestone.FULL_CAPACITY, draw.chance(0.4), Decimal(draw.integer(5, 30) * 10)),
    )
    for number, (policy, milestone, granted, amount) in enumerate(grants):
        reached, lag = maker.reached(milestone), draw.integer(30, 150)
        if reached is None or not granted:
            continue
        day = reached + timedelta(days=lag)
        says: dict[str, Value] = {
            **maker.codes(),
            "policy": policy,
            "paid_on": day.isoformat(),
            "amount": amount_text(amount),
        }
        yield maker.record(Kind.PAYMENT, number, [(day, says)])


def evaluations(maker: RecordMaker) -> Iterator[Record]:
    """Answer the yearly evaluations (绩效评价) and the recognition of full capacity (达产认定)."""
    draw, producing = maker.draw(Kind.PERFORMANCE), maker.reached(Milestone.IN_PRODUCTION)
    full = maker.reached(Milestone.FULL_CAPACITY)
    output = maker.truth.project.investment * draw.integer(90, 220) / 100
    if full is not None:
        says: dict[str, Value] = {
            **maker.codes(),
            "year": str(full.year),
            "grade": draw.weighted(GRADES),
            "full_capacity_on": full.isoformat(),
            "output": amount_text(output),
        }
        yield maker.record(Kind.PERFORMANCE, 0, [(full, says)])
    if producing is None:
        return
    kept = maker.calendar.scenario_day - KEPT
    last = min(producing.year + 5, maker.calendar.goes_on_until.year - 1)
    for year in range(max(producing.year, kept.year), last + 1):
        yearly = maker.draw(Kind.PERFORMANCE, year)
        says = {
            **maker.codes(),
            "year": str(year),
            "grade": yearly.weighted(GRADES),
            "full_capacity_on": None,
            "output": amount_text(output * yearly.integer(40, 110) / 100),
        }
        begins = date(year + 1, 5, 10) + timedelta(days=yearly.integer(0, 60))
        yield maker.record(Kind.PERFORMANCE, year - 2000, [(begins, says)])
