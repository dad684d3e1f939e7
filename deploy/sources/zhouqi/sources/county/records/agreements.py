"""What is agreed before anything is built: the investment agreement, the land contract, the filing."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from zhouqi.sources.county.codes import land_number
from zhouqi.sources.county.place import COUNTY
from zhouqi.sources.county.record import Kind, Record, Value
from zhouqi.sources.county.records.record_maker import (
    PROMPT_DAYS,
    RecordMaker,
    amount_text,
    document,
    yes_or_no,
)
from zhouqi.sources.county.timeline import DueBasis, Extension, Milestone, Step
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["agreements", "filings", "lands", "start_told_by"]

IN_AGREEMENTS = {
    Milestone.LAND: "供地",
    Milestone.STARTED: "开工",
    Milestone.COMPLETED: "竣工",
    Milestone.IN_PRODUCTION: "投产",
    Milestone.SCALED: "上规",
    Milestone.FULL_CAPACITY: "达产",
}
ACRES = Decimal(15)
"""Mu (亩) in a hectare."""


def start_told_by(maker: RecordMaker) -> Kind:
    """Answer which kind of record tells the actual start first, on the day itself; others tell a later day, or none."""
    truth = maker.truth
    told: dict[Kind, float] = {Kind.FILING: 60}
    if truth.project.land is not None and Kind.LAND not in truth.coverage.gaps:
        told[Kind.LAND] = 25
    started, papers = maker.reached(Milestone.STARTED), truth.timeline.papers
    known = papers.construction_permitted + timedelta(days=PROMPT_DAYS + 1)
    if (
        truth.project.civil_works
        and started is not None
        and known <= started
        and Kind.SITE not in truth.coverage.gaps
    ):
        told[Kind.SITE] = 15
    return maker.draw(Kind.FILING, "start").weighted(told)


def agreements(maker: RecordMaker) -> Iterator[Record]:
    """Answer the investment agreement (签约评审), restated with each extension and with its end."""
    truth, timeline = maker.truth, maker.truth.timeline
    draw, project = maker.draw(Kind.AGREEMENT), maker.truth.project
    terms, basis = timeline.terms, timeline.terms.basis
    stated = {
        milestone: basis.get(milestone) is DueBasis.AGREEMENT and _applies(maker, milestone)
        for milestone in Milestone
    }
    output = project.investment * draw.integer(110, 240) / 100
    undated_field = "signed_on" if truth.coverage.undated is Milestone.SIGNED else None
    first: dict[str, Value] = {
        **maker.codes(),
        "signed_on": timeline.signed.isoformat(),
        "new_land": yes_or_no(project.land is not None),
        "civil_works": yes_or_no(project.civil_works),
        "scale_expected": yes_or_no(project.scale_expected),
        "heavy_asset": yes_or_no(project.heavy_asset),
        "land_due": _agreed_day(draw, maker, Milestone.LAND),
        "start_due": _agreed_day(draw, maker, Milestone.STARTED),
        "completion_due": _agreed_day(draw, maker, Milestone.COMPLETED),
        "production_within_days": str(terms.production) if stated[Milestone.IN_PRODUCTION] else None,
        "scale_within_days": str(terms.scale) if stated[Milestone.SCALED] else None,
        "capacity_within_days": str(terms.capacity) if stated[Milestone.FULL_CAPACITY] else None,
        "committed_investment": amount_text(project.investment),
        "committed_output": amount_text(output),
        "committed_tax": amount_text(output * draw.integer(3, 9) / 100),
    }

    def version(day: date) -> tuple[date, dict[str, Value]]:
        extensions = [
            _extension(one, project.serial) for one in timeline.extensions if one.approved_on <= day
        ]
        ended = timeline.terminated
        over = ended.isoformat() if ended is not None and ended <= day else None
        return day, {**first, "extensions": extensions, "terminated_on": over}

    turns = [one.approved_on for one in timeline.extensions]
    turns += [timeline.terminated] if timeline.terminated is not None else []
    days = sorted({truth.coverage.agreed, *(day for day in turns if day > truth.coverage.agreed)})
    yield maker.record(Kind.AGREEMENT, 0, map(version, days), undated_field)


def _applies(maker: RecordMaker, milestone: Milestone) -> bool:
    return milestone is Milestone.FULL_CAPACITY or maker.truth.timeline.step(milestone) is not None


def _agreed_day(draw: SeededRandom, maker: RecordMaker, milestone: Milestone) -> str | None:
    """Answer the day that the agreement states; where the land contract states it too, another one, or none.

    Where no source has the land contract the agreement states the same as that.
    """
    step, shift = maker.truth.timeline.step(milestone), draw.integer(-60, 60)
    if step is None:
        return None
    match maker.truth.timeline.terms.basis.get(milestone):
        case DueBasis.AGREEMENT:
            return step.due.isoformat()
        case DueBasis.LAND if Milestone.LAND in maker.truth.coverage.reported:
            return step.due.isoformat()
        case DueBasis.LAND if shift % 3:
            return (step.due + timedelta(days=shift)).isoformat()
        case _:
            return None


def _extension(extension: Extension, serial: int) -> dict[str, str]:
    day = extension.approved_on
    return {
        "milestone": IN_AGREEMENTS[extension.milestone],
        "due": extension.due.isoformat(),
        "approved_on": day.isoformat(),
        "document": f"澄投促延〔{day.year}〕{(serial * 37 + day.month) % 200 + 1}号",
    }


def lands(maker: RecordMaker) -> Iterator[Record]:
    """Answer the land contract (土地供应), sometimes of two parcels; for some without new land a lease, or a plant."""
    truth, draw = maker.truth, maker.draw(Kind.LAND)
    land, step = truth.project.land, truth.timeline.step(Milestone.LAND)
    if land is None:
        yield from _places_without_new_land(maker, draw)
        return
    if step is None or step.actual is None or truth.timeline.handover is None:
        return
    two = draw.chance(0.07)
    first = land * Decimal("0.7") if two else land
    price = draw.integer(24, 42)
    says: dict[str, Value] = {
        **_parcel(maker, 0, step.actual, "出让", first, first * price),
        "handover_on": truth.timeline.handover.isoformat(),
        "start_due": _contract_day(truth.timeline.step(Milestone.STARTED), maker),
        "completion_due": _contract_day(truth.timeline.step(Milestone.COMPLETED), maker),
    }
    undated_field = "contract_on" if truth.coverage.undated is Milestone.LAND else None
    yield maker.record(Kind.LAND, 0, _with_start(maker, draw, Kind.LAND, step.actual, says), undated_field)
    if two:
        later = step.actual + timedelta(days=draw.integer(20, 200))
        second: dict[str, Value] = {
            **_parcel(maker, 1, later, "出让", land - first, (land - first) * price),
            "handover_on": (later + timedelta(days=30)).isoformat(),
            "start_due": (later + timedelta(days=210)).isoformat(),
            "completion_due": (later + timedelta(days=800)).isoformat(),
            "started_on": None,
        }
        yield maker.record(Kind.LAND, 1, [(later, second)])


def _places_without_new_land(maker: RecordMaker, draw: SeededRandom) -> Iterator[Record]:
    if not draw.chance(0.3):
        return
    mode, day = (
        draw.one_of(("租赁", "存量厂房")),
        maker.truth.timeline.filed + timedelta(days=draw.integer(0, 60)),
    )
    says: dict[str, Value] = {
        **_parcel(maker, 0, day, mode, Decimal(draw.integer(4, 60)), Decimal(draw.integer(30, 900))),
        "handover_on": (day + timedelta(days=draw.integer(5, 40))).isoformat(),
        "start_due": None,
        "completion_due": None,
        "started_on": None,
    }
    yield maker.record(Kind.LAND, 0, [(day, says)])


def _parcel(
    maker: RecordMaker, number: int, day: date, mode: str, land: Decimal, price: Decimal
) -> dict[str, Value]:
    serial = maker.truth.project.serial * 2 + number
    return {
        **maker.codes(),
        "mode": mode,
        "land_number": land_number(COUNTY.code, day.year, serial, maker.seed) if mode == "出让" else None,
        "contract_on": day.isoformat(),
        "area_hectares": str((land / ACRES).quantize(Decimal("0.0001"))),
        "price": amount_text(price),
    }


def _contract_day(step: Step | None, maker: RecordMaker) -> str | None:
    """Answer the day that the land contract states, if it states one."""
    if step is None or maker.truth.timeline.terms.basis.get(step.milestone) is not DueBasis.LAND:
        return None
    return step.due.isoformat()


def filings(maker: RecordMaker) -> Iterator[Record]:
    """Answer the filing (备案立项), to which the owner reports the actual start later."""
    draw, filed = maker.draw(Kind.FILING), maker.truth.timeline.filed
    says: dict[str, Value] = {
        **maker.codes(),
        "filed_on": filed.isoformat(),
        "document": document(draw, "发改备", filed),
    }
    yield maker.record(Kind.FILING, 0, _with_start(maker, draw, Kind.FILING, filed, says))


def _with_start(
    maker: RecordMaker, draw: SeededRandom, kind: Kind, day: date, says: dict[str, Value]
) -> list[tuple[date, dict[str, Value]]]:
    """Answer the record without the actual start and, where it tells it, with it from the day that it tells."""
    versions = [(day, {**says, "started_on": None})]
    started, lag, tells = maker.reached(Milestone.STARTED), draw.integer(1, 25), draw.chance(0.6)
    if started is None:
        return versions
    first = start_told_by(maker) is kind
    told = started if first else started + timedelta(days=lag)
    if first or tells:
        versions = [one for one in versions if one[0] < told]
        versions.append((told, {**says, "started_on": told.isoformat()}))
    return versions
