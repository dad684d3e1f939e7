"""Makes the records of one project: what they all have in common."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from zhouqi.sources.county.codes import permit_number, scatter, site_code
from zhouqi.sources.county.place import COUNTY
from zhouqi.sources.county.project_truth import ProjectTruth
from zhouqi.sources.county.record import Kind, Record, Value, Version
from zhouqi.sources.county.timeline import Milestone
from zhouqi.sources.scenario import CalendarSpan
from zhouqi.sources.seeded_random import SeededRandom

__all__ = ["PROMPT_DAYS", "RecordMaker", "amount_text", "document", "month_end", "yes_or_no"]

RECORDS = 999_999_937
A_PROJECT = 4_000
"""How many records of a kind a project may have."""
PROMPT_DAYS = 10
"""Days within which a registration, a permit or a site is put out as it should be: others refer to it from then on."""

PREFIXES = {
    Kind.PROJECT: "SP",
    Kind.AGREEMENT: "QY",
    Kind.LAND: "TD",
    Kind.FILING: "BA",
    Kind.ENERGY: "JN",
    Kind.ENVIRONMENT: "HP",
    Kind.PLANNING: "GH",
    Kind.PERMIT: "SG",
    Kind.STATISTICS: "TJ",
    Kind.INVESTMENT: "TZ",
    Kind.INPUTS: "TR",
    Kind.ATTENDANCE: "KQ",
    Kind.SITE: "GD",
    Kind.ACCEPTANCE: "YS",
    Kind.SALES: "XS",
    Kind.TAX: "SS",
    Kind.PAYMENT: "DF",
    Kind.PERFORMANCE: "JX",
}


@dataclass(frozen=True, slots=True)
class RecordMaker:
    """One project's truth as the systems record it. Who records day by day may leave out what begins before `since`."""

    seed: int
    calendar: CalendarSpan
    truth: ProjectTruth
    since: date = date.min

    def draw(self, kind: Kind, *more: str | int) -> SeededRandom:
        """Answer the stream of chance of a kind's records of this project."""
        return SeededRandom(self.seed, "record", kind, self.truth.project.serial, *more)

    def record(
        self,
        kind: Kind,
        number: int,
        versions: Iterable[tuple[date, Mapping[str, Value]]],
        undated_field: str | None = None,
    ) -> Record:
        """Answer the project's `number`-th record of a kind (0 to 3,999). Days must ascend; equal versions merge."""
        place = scatter(self.truth.project.serial * A_PROJECT + number, self.seed, RECORDS)
        record_id = f"{PREFIXES[kind]}{place:09d}"
        kept: list[Version] = []
        for since, says in versions:
            if not kept or kept[-1].says != {"record_id": record_id, **says, "withdrawn": False}:
                kept.append(Version(since, {"record_id": record_id, **says, "withdrawn": False}))
        return Record(kind, record_id, self.truth.project.record_id, tuple(kept), undated_field)

    def codes(self) -> dict[str, Value]:
        """Answer the fields by which most records name their project and its enterprise."""
        project = self.truth.project
        return {"project_code": project.code, "enterprise_code": project.enterprise.code}

    def reached(self, milestone: Milestone) -> date | None:
        """Answer the day on which a milestone is reached in truth, perhaps one to come."""
        return self.truth.timeline.reached(milestone)

    @property
    def permit(self) -> str:
        """The number of the project's construction permit."""
        papers = self.truth.timeline.papers
        year = papers.construction_permitted.year
        return permit_number(COUNTY.code, year, self.truth.project.serial, self.seed)

    @property
    def site(self) -> str:
        """The code by which the platforms of sites know the project's site."""
        papers = self.truth.timeline.papers
        return site_code(
            COUNTY.code, papers.construction_permitted.year, self.truth.project.serial, self.seed
        )


def amount_text(amount: Decimal | float) -> str:
    """Answer an amount as the systems write it: two decimals."""
    return str(Decimal(amount).quantize(Decimal("0.01")))


def yes_or_no(holds: bool) -> str:
    """Answer 是 or 否."""
    return "是" if holds else "否"


def document(draw: SeededRandom, office: str, day: date) -> str:
    """Answer the number of a document (文号) of an office in a year."""
    return f"澄{office}〔{day.year}〕{draw.integer(1, 299)}号"


def month_end(year: int, month: int) -> date:
    """Answer the last day of a month; months beyond 12 are those of later years."""
    years, month = divmod(month, 12)
    return date(year + years, month + 1, 1) - timedelta(days=1)
