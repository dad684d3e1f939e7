"""Reviews and permits before the start, entries into the statistics, and the acceptance of what was built."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from zhouqi.sources.county.record import Kind, Record, Value
from zhouqi.sources.county.records.desk import Desk, document, text
from zhouqi.sources.county.timeline import Milestone
from zhouqi.sources.draw import Draw

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


def energy_reviews(desk: Desk) -> Iterator[Record]:
    """Answer the energy review (节能审查)."""
    draw, day = desk.draw(Kind.ENERGY), desk.life.timeline.papers.energy_reviewed
    says: dict[str, Value] = {
        **desk.codes(),
        "reviewed_on": day.isoformat(),
        "document": document(draw, "发改能审", day),
        "energy_tce": text(desk.life.project.investment * draw.whole(2, 30) / 100),
    }
    yield desk.record(Kind.ENERGY, 0, [(day, says)])


def environment_assessments(desk: Desk) -> Iterator[Record]:
    """Answer the environmental assessment (环境评估)."""
    draw, day = desk.draw(Kind.ENVIRONMENT), desk.life.timeline.papers.environment_assessed
    says: dict[str, Value] = {
        **desk.codes(),
        "assessed_on": day.isoformat(),
        "document": document(draw, "环建", day),
        "form": draw.weighted(FORMS),
    }
    yield desk.record(Kind.ENVIRONMENT, 0, [(day, says)])


def planning_permits(desk: Desk) -> Iterator[Record]:
    """Answer the planning permit (规划许可) of a project on new land."""
    if desk.life.project.land is None:
        return
    draw, day = desk.draw(Kind.PLANNING), desk.life.timeline.papers.planning_permitted
    says: dict[str, Value] = {
        **desk.codes(),
        "permitted_on": day.isoformat(),
        "document": f"建字第{day.year}{draw.whole(1, 9999):04d}号",
    }
    yield desk.record(Kind.PLANNING, 0, [(day, says)])


def permits(desk: Desk) -> Iterator[Record]:
    """Answer the construction permit (施工许可), whose contract price may be restated."""
    if not desk.life.project.civil_works:
        return
    draw, day = desk.draw(Kind.PERMIT), desk.life.timeline.papers.construction_permitted
    price = desk.life.project.investment * draw.whole(18, 45) / 100
    says: dict[str, Value] = {
        **desk.codes(),
        "permitted_on": day.isoformat(),
        "permit_number": desk.permit,
        "contract_price": text(price),
    }
    versions = [(day, says)]
    if draw.chance(0.15):
        dearer = text(price * Decimal(draw.whole(101, 130)) / 100)
        versions.append((day + timedelta(days=draw.whole(30, 300)), {**says, "contract_price": dearer}))
    yield desk.record(Kind.PERMIT, 0, versions)


def statistics_entries(desk: Desk) -> Iterator[Record]:
    """Answer the entries into the register of investment (固投入库) and into that above scale (规上入库)."""
    entered = desk.life.timeline.papers.statistics_entered
    if desk.reached(Milestone.STARTED) is not None:
        says: dict[str, Value] = {
            **desk.codes(),
            "entered_in": "固投入库",
            "entered_on": entered.isoformat(),
        }
        yield desk.record(Kind.STATISTICS, 0, [(entered, says)])
    scaled = desk.reached(Milestone.SCALED)
    if scaled is not None:
        says = {**desk.codes(), "entered_in": "规上入库", "entered_on": scaled.isoformat()}
        yield desk.record(Kind.STATISTICS, 1, [(scaled, says)])


def acceptances(desk: Desk) -> Iterator[Record]:
    """Answer the acceptance (竣工验收), to which the start of production (投产) is added later.

    Where nothing is built, the machines are accepted and produce, and both are recorded at once.
    """
    draw = desk.draw(Kind.ACCEPTANCE)
    project, producing = desk.life.project, desk.reached(Milestone.IN_PRODUCTION)
    accepted = desk.reached(Milestone.COMPLETED) if project.civil_works else producing
    if accepted is None:
        return
    says: dict[str, Value] = {
        **_reference(draw, desk),
        "accepted_on": accepted.isoformat(),
        "document": f"澄竣备{accepted.year}-{draw.whole(1, 999):03d}",
        "production_on": None,
    }
    versions: list[tuple[date, dict[str, Value]]] = [(accepted, says)]
    if producing is not None:
        versions = [one for one in versions if one[0] < producing]
        versions.append((producing, {**says, "production_on": producing.isoformat()}))
    unsaid = "accepted_on" if desk.life.coverage.undated is Milestone.COMPLETED else None
    yield desk.record(Kind.ACCEPTANCE, 0, versions, unsaid)


def _reference(draw: Draw, desk: Desk) -> dict[str, Value]:
    """Answer how an acceptance names its project: typed by hand, so that a reader has to normalise it."""
    project = desk.life.project
    way = draw.weighted(REFERENCES)
    if not project.civil_works or Kind.PERMIT in desk.life.coverage.gaps:
        way = CODE_ONLY
    code = draw.weighted(
        {
            project.code: 55.0,
            project.code.replace("-", ""): 20.0,
            f" {project.code.replace('-', ' - ')} ": 13.0,
            project.code.translate(WIDE): 12.0,
        }
    )
    permit = draw.weighted({desk.permit: 70.0, f" {desk.permit} ": 15.0, desk.permit.translate(WIDE): 15.0})
    return {
        "permit_number": None if way == CODE_ONLY else permit,
        "project_code": None if way == PERMIT_ONLY else code,
    }
