"""The form of each kind's record: which fields it must have, which are days, and what may be doubtful in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from zhouqi.sources.county.record import Kind

__all__ = ["BEARING", "FORMS", "PROMPT", "RecordForm"]


@dataclass(frozen=True, slots=True)
class RecordForm:
    """A kind's record as far as it can be wrong.

    `required` fields are never null in an acceptable record; `optional` ones may be lacking in a doubtful one.
    `dates` must be days of the calendar; those in `doubtful` may also be 1900-01-01, which stands for none, and `pair`
    names two of them that may come in the wrong order.
    """

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None


FORMS: Mapping[Kind, RecordForm] = MappingProxyType(
    {
        Kind.PROJECT: RecordForm(
            required=("project_code", "project_name", "enterprise_code", "township_code", "registered_on"),
            optional=(
                "enterprise_name",
                "industry_code",
                "construction_nature",
                "total_investment",
                "land_area_mu",
                "planned_start",
                "planned_completion",
            ),
            dates=("planned_start", "planned_completion", "registered_on"),
            doubtful=("planned_start", "planned_completion"),
            pair=("planned_start", "planned_completion"),
        ),
        Kind.AGREEMENT: RecordForm(
            required=("new_land", "civil_works", "scale_expected", "heavy_asset"),
            optional=("production_within_days", "capacity_within_days", "committed_output", "committed_tax"),
            dates=("signed_on", "land_due", "start_due", "completion_due"),
            doubtful=("signed_on", "land_due", "start_due", "completion_due"),
            pair=("start_due", "completion_due"),
        ),
        Kind.LAND: RecordForm(
            required=("mode",),
            optional=("land_number", "area_hectares", "price", "handover_on", "start_due", "completion_due"),
            dates=("contract_on", "handover_on", "start_due", "completion_due"),
            doubtful=("contract_on", "handover_on", "start_due", "completion_due"),
            pair=("start_due", "completion_due"),
        ),
        Kind.FILING: RecordForm(
            optional=("document",), dates=("filed_on", "started_on"), doubtful=("filed_on",)
        ),
        Kind.ENERGY: RecordForm(
            optional=("document", "energy_tce"), dates=("reviewed_on",), doubtful=("reviewed_on",)
        ),
        Kind.ENVIRONMENT: RecordForm(
            optional=("document", "form"), dates=("assessed_on",), doubtful=("assessed_on",)
        ),
        Kind.PLANNING: RecordForm(
            optional=("document",), dates=("permitted_on",), doubtful=("permitted_on",)
        ),
        Kind.PERMIT: RecordForm(
            required=("permit_number",),
            optional=("contract_price",),
            dates=("permitted_on",),
            doubtful=("permitted_on",),
        ),
        Kind.STATISTICS: RecordForm(
            required=("entered_in",), dates=("entered_on",), doubtful=("entered_on",)
        ),
        Kind.INVESTMENT: RecordForm(
            required=("period_end", "invested"), optional=("equipment",), dates=("period_end",)
        ),
        Kind.INPUTS: RecordForm(required=("year", "equipment", "research")),
        Kind.ATTENDANCE: RecordForm(
            required=("site_code", "day", "workers", "manager_present"), dates=("day",)
        ),
        Kind.SITE: RecordForm(
            required=("site_code", "cameras"),
            optional=("pictured_on",),
            dates=("started_on", "pictured_on"),
            doubtful=("started_on", "pictured_on"),
        ),
        Kind.ACCEPTANCE: RecordForm(
            optional=("document",),
            dates=("accepted_on", "production_on"),
            doubtful=("accepted_on", "production_on"),
            pair=("accepted_on", "production_on"),
        ),
        Kind.SALES: RecordForm(required=("period_end", "sales"), dates=("period_end",)),
        Kind.TAX: RecordForm(required=("period_end", "tax"), dates=("period_end",)),
        Kind.PAYMENT: RecordForm(required=("policy", "amount"), dates=("paid_on",), doubtful=("paid_on",)),
        Kind.PERFORMANCE: RecordForm(
            required=("year",),
            optional=("grade", "output"),
            dates=("full_capacity_on",),
            doubtful=("full_capacity_on",),
        ),
    }
)

BEARING = frozenset(
    {
        Kind.AGREEMENT,
        Kind.LAND,
        Kind.FILING,
        Kind.STATISTICS,
        Kind.SITE,
        Kind.ACCEPTANCE,
        Kind.PERFORMANCE,
    }
)
"""Kinds whose days decide how a project is judged."""
PROMPT = frozenset({Kind.PROJECT, Kind.PERMIT, Kind.SITE})
"""Kinds that others refer to: their records are put out as they should be within days."""
