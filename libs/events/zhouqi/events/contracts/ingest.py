"""What ingest 归集 publishes: what the sources said, and how good it was."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from zhouqi.events.contracts.fact import Area, Code, Count, Counted, Day, Document, Fact, Money, Text
from zhouqi.events.contracts.milestone import Extension


class Nature(StrEnum):
    """Nature of construction 建设性质, as filed."""

    NEW = "new"
    EXPANSION = "expansion"
    RELOCATION = "relocation"
    RENOVATION = "renovation"
    PURCHASE = "purchase"


class TownshipRegistered(Fact):
    """A township 乡镇 is part of the county. Stream ``register/township/<code>``."""

    code: Code
    name: Text


class ProjectRegistered(Fact):
    """A source recorded a project's basic information (项目基本信息): anew, revised, or once more.

    Stream ``record/project/<source>-<record>``. ``project_id`` is the county's own id, given once,
    on the first registration of that record. ``updated_at`` is when the source entered it. What the
    source left empty is absent, and so is a day of 1900-01-01. ``total_investment`` is in 万元,
    ``land_area`` in mu 亩.
    """

    project_id: UUID
    source: Code
    record_id: Code
    updated_at: AwareDatetime
    code: Code
    name: Text
    enterprise_code: Code
    enterprise_name: Text | None = None
    township: Code
    industry: Code | None = None
    nature: Nature | None = None
    total_investment: Money | None = None
    land_area: Area | None = None
    planned_start: Day | None = None
    planned_completion: Day | None = None
    registered_on: Day


class RecordFact(Fact):
    """Base of what a source recorded of a project: anew, revised, or once more.

    Stream ``record/<kind>/<source>-<record>``. ``project_id`` is absent while nothing links the record
    to a project; :class:`RecordLinked` then says it later. ``project_code`` and ``enterprise_code`` are
    what the record itself says. A day of 1900-01-01 is absent. Money is in 万元, areas in mu 亩.
    """

    project_id: UUID | None = None
    source: Code
    record_id: Code
    updated_at: AwareDatetime
    project_code: Code | None = None
    enterprise_code: Code | None = None


Days = Annotated[int, Field(ge=1, le=3650)]
"""Calendar days."""


class AgreementReviewed(RecordFact):
    """签约评审: the investment agreement and its review.

    The ``…_due`` days are agreed ones. ``production_within`` counts from completion, ``scale_within``
    and ``capacity_within`` from the start of production. The traits are those of
    :class:`~zhouqi.events.contracts.lifecycle.ProjectSigned`. ``extensions`` are supplementary
    agreements 补充协议; ``terminated_on`` is the day on which the agreement was dissolved.
    """

    signed_on: Day | None = None
    new_land: bool
    civil_works: bool
    scale_expected: bool
    heavy_asset: bool
    land_due: Day | None = None
    start_due: Day | None = None
    completion_due: Day | None = None
    production_within: Days | None = None
    scale_within: Days | None = None
    capacity_within: Days | None = None
    investment: Money | None = None
    output: Money | None = None
    tax: Money | None = None
    extensions: Annotated[tuple[Extension, ...], Field(max_length=20)] = ()
    terminated_on: Day | None = None


class LandMode(StrEnum):
    """How a project got its place 供地方式."""

    TRANSFER = "transfer"
    LEASE = "lease"
    EXISTING_PLANT = "existing_plant"


class LandSupplied(RecordFact):
    """土地供应: the land contract, lease or existing plant, with the fields that landchina publishes.

    ``land_number`` is the electronic supervision number 电子监管号. ``handover_on`` 约定交地时间,
    ``start_due`` 约定开工时间, ``completion_due`` 约定竣工时间, ``started_on`` 实际开工时间.
    """

    mode: LandMode
    land_number: Code | None = None
    contract_on: Day | None = None
    area: Area | None = None
    price: Money | None = None
    handover_on: Day | None = None
    start_due: Day | None = None
    completion_due: Day | None = None
    started_on: Day | None = None


class ProjectFiled(RecordFact):
    """备案立项: the project is filed; later the owner reports its actual start there too."""

    filed_on: Day | None = None
    document: Document | None = None
    started_on: Day | None = None


class EnergyReviewed(RecordFact):
    """节能审查: the energy review; ``energy`` is the yearly use in tce, equivalent value 等价值."""

    reviewed_on: Day | None = None
    document: Document | None = None
    energy: Annotated[Money | None, Field(ge=0)] = None


class Assessment(StrEnum):
    """The form of an environmental assessment 环评类别."""

    REPORT = "report"
    TABLE = "table"
    REGISTRATION = "registration"


class EnvironmentAssessed(RecordFact):
    """环境评估: the environmental assessment is approved, or its registration received."""

    assessed_on: Day | None = None
    document: Document | None = None
    form: Assessment | None = None


class PlanningPermitted(RecordFact):
    """规划许可: the planning permit for the construction."""

    permitted_on: Day | None = None
    document: Document | None = None


class ConstructionPermitted(RecordFact):
    """施工许可: the construction permit; ``permit_number`` is how other systems know the site."""

    permitted_on: Day | None = None
    permit_number: Code
    contract_price: Money | None = None


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

    policy: Text
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


class RecordLinked(Fact):
    """A record that waited unmatched was linked to its project, or to another one.

    Stream ``record/<kind>/<source>-<record>``. ``matched_by`` is the identifier's scheme:
    project_code, land_number, permit_number, site_code or enterprise_code.
    """

    kind: Code
    source: Code
    record_id: Code
    project_id: UUID
    matched_by: Code


class RecordWithdrawn(Fact):
    """The source took a record back; what it said counts no longer. Stream ``record/<kind>/<key>``."""

    kind: Code
    source: Code
    record_id: Code
    updated_at: AwareDatetime


class Finding(BaseModel):
    """One reason why a record was refused: the field, a stable code, and the rule it broke."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: Code
    code: Code


class RecordRejected(Fact):
    """A delivery was refused. Stream ``record/<kind>/<key>``; the raw record stays in ingest.

    ``delivery`` is the digest under which ingest keeps the raw record.
    """

    kind: Code
    source: Code
    record_id: Code
    delivery: Code
    findings: Annotated[tuple[Finding, ...], Field(min_length=1, max_length=50)]


class EnterpriseRegistered(Fact):
    """An enterprise is in the county's register, anew or changed. Stream ``register/enterprise/<uscc>``.

    ``above_scale``: in the statistics register of firms above scale 规上. ``honours`` are codes, such as
    ``high_tech`` 高新技术企业 or ``specialised`` 专精特新.
    """

    code: Code
    name: Text
    township: Code | None = None
    industry: Code | None = None
    above_scale: bool = False
    honours: Annotated[tuple[Code, ...], Field(max_length=20)] = ()


class AccountRole(StrEnum):
    """What an account is to the county."""

    LEADER = "leader"
    DISPATCHER = "dispatcher"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    AGENT = "agent"
    ENTERPRISE = "enterprise"
    OPERATOR = "operator"


class AccountGranted(Fact):
    """An account may act in a role within a scope. Stream ``register/account/<account>``.

    ``name`` is that of an office or organisation, never of a person. ``scope`` is the code of its
    township, department or enterprise; absent: the whole county.
    """

    account: Code
    role: AccountRole
    name: Text
    scope: Code | None = None


class AccountRevoked(Fact):
    """An account may act no more. Stream ``register/account/<account>``."""

    account: Code


class CalendarPublished(Fact):
    """The working days of a year. Stream ``register/calendar/<year>``.

    Monday to Friday are worked but for ``holidays``; ``workdays`` are weekend days that are worked 调休.
    ``provisional``: the yearly notice is not out, the exceptions are not known yet.
    """

    year: Annotated[int, Field(ge=2000, le=2100)]
    provisional: bool
    holidays: Annotated[tuple[Day, ...], Field(max_length=60)] = ()
    workdays: Annotated[tuple[Day, ...], Field(max_length=60)] = ()


class CollectionCompleted(Fact):
    """A run over one source and kind came to its end. Stream ``collection/<run>``."""

    kind: Code
    source: Code
    read: Annotated[int, Field(ge=0)]
    accepted: Annotated[int, Field(ge=0)]
    unchanged: Annotated[int, Field(ge=0)]
    rejected: Annotated[int, Field(ge=0)]


class CollectionFailed(Fact):
    """A run over one source and kind gave up. What it had read before is kept."""

    kind: Code
    source: Code
    cause: Code
    read: Annotated[int, Field(ge=0)]


class ConnectionChanged(Fact):
    """Which kinds of data apply to a project, and which of these are connected. Stream ``connection/<project>``.

    Connected: at least one accepted, linked record that is not withdrawn. Both are names of kinds, in
    the order of the catalogue of kinds. ``rules`` is the version of the rules that were applied.
    """

    project_id: UUID
    applicable: Annotated[tuple[Code, ...], Field(max_length=50)]
    connected: Annotated[tuple[Code, ...], Field(max_length=50)]
    rules: Code


class DayClosed(Fact):
    """The day's collection is over; daily work may begin. Stream ``collection/day-<date>``.

    ``counted`` is how many events of each of ingest's types had been written by then: who does daily
    work waits until as many have arrived.
    """

    schema_version: ClassVar[int] = 2

    date: Day
    counted: Counted
