"""Records that should not be, and records taken back by mistake: each withdrawn, the latter restored."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from zhouqi.sources.county.record import Kind, Record, Value, Version
from zhouqi.sources.county.records.record_maker import RecordMaker
from zhouqi.sources.scenario import Scenario

__all__ = ["mistaken_record", "withdrawn_and_restored"]

DAYS = {
    Kind.AGREEMENT: "signed_on",
    Kind.LAND: "contract_on",
    Kind.ENERGY: "reviewed_on",
    Kind.ENVIRONMENT: "assessed_on",
    Kind.PLANNING: "permitted_on",
    Kind.PERMIT: "permitted_on",
    Kind.STATISTICS: "entered_on",
    Kind.ACCEPTANCE: "accepted_on",
    Kind.PAYMENT: "paid_on",
    Kind.PERFORMANCE: "full_capacity_on",
}
"""The day that a mistaken record has wrong."""
RESTORABLE = frozenset({Kind.ENERGY, Kind.ENVIRONMENT, Kind.PLANNING, Kind.PAYMENT})
MISTAKEN = 3_900
SETTLES = {Kind.AGREEMENT: 120}
"""Days until a record has been stated as often as it will be, where of two the one that was stated later counts."""


def mistaken_record(scenario: Scenario, maker: RecordMaker, record: Record) -> Iterator[Record]:
    """Answer, now and then, a second record of the same thing with a wrong day, which is withdrawn within weeks.

    One that begins in the history is withdrawn in it.
    """
    kind = record.kind
    draw = maker.draw(kind, "mistaken")
    if kind not in DAYS or not draw.chance(scenario.records.mistaken):
        return
    begins = record.begins + timedelta(days=SETTLES.get(kind, 0) + draw.integer(1, 30))
    over = begins + timedelta(days=draw.integer(2, 20))
    last = scenario.calendar.scenario_day
    if begins <= last < over:
        over = last
    if begins >= over or (maker.truth.ends is not None and over > maker.truth.ends):
        return
    says = {name: value for name, value in record.versions[0].says.items() if name != "record_id"}
    says[DAYS[kind]] = _earlier(record, draw.integer(1, 40))
    match kind:
        case Kind.PERMIT:
            says["permit_number"] = f"{maker.permit[:-2]}02"
        case Kind.LAND:
            says["land_number"] = None
        case _:
            pass
    wrong = maker.record(kind, MISTAKEN, [(begins, says)])
    yield replace(wrong, versions=(*wrong.versions, _withdrawn(wrong.versions[0], over)))


def withdrawn_and_restored(scenario: Scenario, maker: RecordMaker, record: Record) -> Record:
    """Answer a record, now and then withdrawn by mistake and restored within days; never over the scenario's day."""
    draw = maker.draw(record.kind, "restored")
    if record.kind not in RESTORABLE or not draw.chance(scenario.records.restored):
        return record
    over = record.versions[-1].since + timedelta(days=draw.integer(10, 200))
    back, last = over + timedelta(days=draw.integer(2, 10)), scenario.calendar.scenario_day
    if over <= last < back or (maker.truth.ends is not None and back > maker.truth.ends):
        return record
    stated = record.versions[-1]
    return replace(record, versions=(*record.versions, _withdrawn(stated, over), Version(back, stated.says)))


def _withdrawn(version: Version, day: date) -> Version:
    return Version(day, {**version.says, "withdrawn": True})


def _earlier(record: Record, days: int) -> Value:
    """Answer the record's day, so many days too early; its own beginning where it says none."""
    said = record.versions[0].says[DAYS[record.kind]]
    day = date.fromisoformat(said) if isinstance(said, str) else record.begins
    return (day - timedelta(days=days)).isoformat()
