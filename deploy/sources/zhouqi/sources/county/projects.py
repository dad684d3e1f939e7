"""Projects: what they are, as far as it does not change over their life."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from zhouqi.sources.county.accounts import AGENTS_PER_TOWNSHIP, agent_of
from zhouqi.sources.county.codes import project_code, scatter
from zhouqi.sources.county.enterprise import Enterprise, draw_enterprise
from zhouqi.sources.county.industries import Industry
from zhouqi.sources.county.place import COUNTY, TOWNSHIPS, Township
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["Nature", "Project", "draw_project"]


class Nature(StrEnum):
    """Nature of construction (建设性质) as the approval system writes it."""

    NEW = "新建"
    EXTENSION = "扩建"
    RELOCATION = "迁建"
    RENOVATION = "技术改造"
    PURCHASE = "单纯购置"


NATURES = {
    Nature.NEW: 52.0,
    Nature.EXTENSION: 16.0,
    Nature.RELOCATION: 5.0,
    Nature.RENOVATION: 22.0,
    Nature.PURCHASE: 5.0,
}
CODES = {
    Nature.NEW: ("04", "01"),
    Nature.EXTENSION: ("04", "01"),
    Nature.RELOCATION: ("04", "01"),
    Nature.RENOVATION: ("07", "02"),
    Nature.PURCHASE: ("07", "03"),
}
"""Guiding department (04 发改, 07 工信) and type (01 基本建设, 02 技术改造, 03 单纯购置) in a project code."""

TITLES = {
    Nature.NEW: "生产线建设项目",
    Nature.EXTENSION: "扩建项目",
    Nature.RELOCATION: "迁建项目",
    Nature.RENOVATION: "技术改造项目",
    Nature.PURCHASE: "设备购置项目",
}

LARGE_UNITS = ("万吨", "亿片")

SIZES = {(1_500, 5_000): 30.0, (5_000, 20_000): 42.0, (20_000, 100_000): 23.0, (100_000, 300_000): 5.0}
"""Ranges of total investment in 万元 and how common they are."""

RECORDS = 999_999_937
"""How many record numbers of nine digits there are; a prime, so that they have nothing in common with project codes."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project of an enterprise in a township.

    `record_id` is the approval system's own number, `code` the project code of GB/T 40058, `agent` an account id;
    `investment` in 万元; `land` in mu (亩), `None` when the project takes no new land; `heavy_asset` gives it longer to
    reach full capacity; `scale_expected`: its enterprise is not above scale yet, so it is expected to become so.
    """

    serial: int
    record_id: str
    code: str
    name: str
    nature: Nature
    enterprise: Enterprise
    township: Township
    agent: str
    registered: date
    investment: Decimal
    land: Decimal | None
    civil_works: bool
    scale_expected: bool
    heavy_asset: bool


def draw_project(seed: int, serial: int, registered: date, enterprise_number: int) -> Project:
    """Answer the project of that serial (below 1,000,000), registered on that day by that enterprise of the county."""
    draw = SeededRandom(seed, "project", serial)
    enterprise = draw_enterprise(seed, enterprise_number)
    nature = draw.weighted(NATURES)
    township = draw.weighted({township: township.weight for township in TOWNSHIPS})
    investment = _investment(draw)
    department, sort = CODES[nature]
    new_land = nature in (Nature.NEW, Nature.RELOCATION) and draw.chance(0.85)
    intensity = draw.integer(260, 520)
    industry = enterprise.industry
    return Project(
        serial=serial,
        record_id=f"SP{scatter(serial, seed, RECORDS):09d}",
        code=project_code(registered.year, registered.month, COUNTY.code, department, sort, serial, seed),
        name=f"年产{_output(draw, industry)}{industry.product}{TITLES[nature]}",
        nature=nature,
        enterprise=enterprise,
        township=township,
        agent=agent_of(township, draw.integer(1, AGENTS_PER_TOWNSHIP)),
        registered=registered,
        investment=investment,
        land=(investment / intensity).quantize(Decimal("0.01")) if new_land else None,
        civil_works=nature is not Nature.PURCHASE,
        scale_expected=not enterprise.above_scale,
        heavy_asset=industry.heavy and investment >= Decimal(50_000),
    )


def _output(draw: SeededRandom, industry: Industry) -> str:
    """Draw a yearly output in the branch's unit; large units come in small numbers."""
    return (
        f"{draw.integer(1, 30) if industry.unit in LARGE_UNITS else draw.integer(2, 40) * 5}{industry.unit}"
    )


def _investment(draw: SeededRandom) -> Decimal:
    """Draw a total investment in 万元, in steps of 10: many small ones, few large ones."""
    low, high = draw.weighted(SIZES)
    return Decimal(draw.integer(low // 10, high // 10) * 10).quantize(Decimal("0.01"))
