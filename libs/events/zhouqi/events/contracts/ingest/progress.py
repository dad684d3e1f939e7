"""Records of a project while it is built and afterwards 施工中、施工后: investment, attendance, acceptance, yields."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from zhouqi.events.contracts.fact import Code, Count, Day, Document, Money, ShortText
from zhouqi.events.contracts.ingest.records import RecordFact


class StatisticsRegister(StrEnum):
    """Which register of the statistics bureau 入库类别."""

    INVESTMENT = "investment"
    ABOVE_SCALE = "above_scale"


class StatisticsEntered(RecordFact):
    """开工入库: entered into the investment register, or the enterprise into that above scale 上规."""

    entered_in: StatisticsRegister
    entered_on: Day | None = None


class InvestmentReported(RecordFact):
    """工业/技改投资: investment done since the beginning, as of the end of a period."""

    period_end: Day
    invested: Money
    equipment: Money | None = None


class InputsReported(RecordFact):
    """投入情况: what the enterprise put into the project in a year: equipment, and research."""

    year: Annotated[int, Field(ge=2000, le=2100)]
    equipment: Money
    research: Money


class AttendanceReported(RecordFact):
    """实名制考勤: head-counts of one site and day; who was there never leaves the source."""

    site_code: Code
    permit_number: Code | None = None
    day: Day
    workers: Count
    manager_present: bool


class SitePictured(RecordFact):
    """在建可视化: the site in 智慧工地, its recorded start, and its latest picture."""

    site_code: Code
    permit_number: Code | None = None
    started_on: Day | None = None
    cameras: Count
    pictured_on: Day | None = None


class AcceptanceRecorded(RecordFact):
    """竣工验收/投产: accepted on a day, and in production from a day on."""

    accepted_on: Day | None = None
    document: Document | None = None
    production_on: Day | None = None
    permit_number: Code | None = None


class SalesReported(RecordFact):
    """销售: the project's sales in the twelve months up to ``period_end``."""

    period_end: Day
    sales: Money


class TaxReported(RecordFact):
    """税收: the taxes that the project paid in the twelve months up to ``period_end``."""

    period_end: Day
    tax: Money


class PolicyPaymentRecorded(RecordFact):
    """政策兑付: funds of a policy were paid out."""

    policy: ShortText
    paid_on: Day | None = None
    amount: Money


class Grade(StrEnum):
    """The class of a yearly evaluation 亩均评价."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class PerformanceEvaluated(RecordFact):
    """绩效评价: the yearly evaluation; ``full_capacity_on`` is the day of 达产认定."""

    year: Annotated[int, Field(ge=2000, le=2100)]
    grade: Grade | None = None
    full_capacity_on: Day | None = None
    output: Money | None = None
