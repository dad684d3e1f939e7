"""Reviews and permits before the start, entries into the statistics, and the acceptance of what was built."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from zhouqi.sources.county.record import Kind, Record, Value
from zhouqi.sources.county.records.record_maker import RecordMaker, amount_text, document
from zhouqi.sources.county.timeline import Milestone
from zhouqi.sources.seeded_random import SeededRandom

__all__ = [
    "acceptances",
    "energy_reviews",
    "environment_assessments",
    "permits",
    "planning_permits",
    "statistics_entries",
]

FORMS = {"报告表": 62.0, "登记表": 28.0, "报告书": 10.0}
PERMIT_ONLY, CODE_ONLY, BOTH = "permit", "code", "both"
REFERENCES = {PERMIT_ONLY: 50.0, CODE_ONLY: 30.0, BOTH: 20.0}
"""How an acceptance names its project: by its construction permit, by its project code, or by both."""
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in (0x2D, *range(0x30, 0x3A))})
"""Digits and hyphens to their full-width forms."""


def energy_reviews(maker: RecordMaker) -> Iterator[Record]:
    """Answer the energy review (节能审查)."""
    draw, day = maker.draw(Kind.ENERGY), maker.truth.timeline.papers.energy_reviewed
    says: dict[str, Value] = {
        **maker.codes(),
        "reviewed_on": day.isoformat(),
        "document": document(draw, "发改能审", day),
        "energy_tce": amount_text(maker.truth.project.investment * draw.integer(2, 30) / 100),
    }
    yield maker.record(Kind.ENERGY, 0, [(day, says)])


def environment_assessments(maker: RecordMaker) -> Iterator[Record]:
    """Answer the environmental assessment (环境评估)."""
    draw, day = maker.draw(Kind.ENVIRONMENT), maker.truth.timeline.papers.environment_assessed
    says: dict[str, Value] = {
        **maker.codes(),
        "assessed_on": day.isoformat(),
        "document": document(draw, "环建", day),
        "form": draw.weighted(FORMS),
    }
    yield maker.record(Kind.ENVIRONMENT, 0, [(day, says)])


def planning_permits(maker: RecordMaker) -> Iterator[Record]:
    """Answer the planning permit (规划许可) of a project on new land."""
    if maker.truth.project.land is None:
        return
    draw, day = maker.draw(Kind.PLANNING), maker.truth.timeline.papers.planning_permitted
    says: dict[str, Value] = {
        **maker.codes(),
        "permitted_on": day.isoformat(),
        "document": f"建字第{day.year}{draw.integer(1, 9999):04d}号",
    }
    yield maker.record(Kind.PLANNING, 0, [(day, says)])


def permits(maker: RecordMaker) -> Iterator[Record]:
    """Answer the construction permit (施工许可), whose contract price may be restated."""
    if not maker.truth.project.civil_works:
        return
    draw, day = maker.draw(Kind.PERMIT), maker.truth.timeline.papers.construction_permitted
    price = maker.truth.project.investment * draw.integer(18, 45) / 100
    says: dict[str, Value] = {
        **maker.codes(),
        "permitted_on": day.isoformat(),
        "permit_number": maker.permit,
        "contract_price": amount_text(price),
    }
    versions = [(day, says)]
    if draw.chance(0.15):
        dearer = amount_text(price * Decimal(draw.integer(101, 130)) / 100)
        versions.append((day + timedelta(days=draw.integer(30, 300)), {**says, "contract_price": dearer}))
    yield maker.record(Kind.PERMIT, 0, versions)


def statistics_entries(maker: RecordMaker) -> Iterator[Record]:
    """Answer the entries into the register of investment (固投入库) and into that above scale (规上入库)."""
    entered = maker.truth.timeline.papers.statistics_entered
    if maker.reached(Milestone.STARTED) is not None:
        says: dict[str, Value] = {
            **maker.codes(),
            "entered_in": "固投入库",
            "entered_on": entered.isoformat(),
        }
        yield maker.record(Kind.STATISTICS, 0, [(entered, says)])
    scaled = maker.reached(Milestone.SCALED)
    if scaled is not None:
        says = {**maker.codes(), "entered_in": "规上入库", "entered_on": scaled.isoformat()}
        yield maker.record(Kind.STATISTICS, 1, [(scaled, says)])


def acceptances(maker: RecordMaker) -> Iterator[Record]:
    """Answer the acceptance (竣工验收), to which the start of production (投产) is added later.

    Where nothing is built, the machines are accepted and produce, and both are recorded at once.
    """
    draw = maker.draw(Kind.ACCEPTANCE)
    project, producing = maker.truth.project, maker.reached(Milestone.IN_PRODUCTION)
    accepted = maker.reached(Milestone.COMPLETED) if project.civil_works else producing
    if accepted is None:
        return
    says: dict[str, Value] = {
        **_reference(draw, maker),
        "accepted_on": accepted.isoformat(),
        "document": f"澄竣备{accepted.year}-{draw.integer(1, 999):03d}",
        "production_on": None,
    }
    versions: list[tuple[date, dict[str, Value]]] = [(accepted, says)]
    if producing is not None:
        versions = [one for one in versions if one[0] < producing]
        versions.append((producing, {**says, "production_on": producing.isoformat()}))
    undated_field = "accepted_on" if maker.truth.coverage.undated is Milestone.COMPLETED else None
    yield maker.record(Kind.ACCEPTANCE, 0, versions, undated_field)


def _reference(draw: SeededRandom, maker: RecordMaker) -> dict[str, Value]:
    """Answer how an acceptance names its project: typed by hand, so that a reader has to normalise it."""
    project = maker.truth.project
    way = draw.weighted(REFERENCES)
    if not project.civil_works or Kind.PERMIT in maker.truth.coverage.gaps:
        way = CODE_ONLY
    code = draw.weighted(
        {
            project.code: 55.0,
            project.code.replace("-", ""): 20.0,
            f" {project.code.replace('-', ' - ')} ": 13.0,
            project.code.translate(WIDE): 12.0,
        }
    )
    permit = draw.weighted(
        {maker.permit: 70.0, f" {maker.permit} ": 15.0, maker.permit.translate(WIDE): 15.0}
    )
    return {
        "permit_number": None if way == CODE_ONLY else permit,
        "project_code": None if way == PERMIT_ONLY else code,
    }
