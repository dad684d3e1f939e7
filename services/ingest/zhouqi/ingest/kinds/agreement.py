"""签约评审: the investment agreement, from 审批备案3.0; owned by 商务."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from zhouqi.events.contracts.ingest import AgreementReviewed
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.ingest.fields.codes import read_amount, read_count, read_day, read_yes
from zhouqi.ingest.fields.parsing import Fields
from zhouqi.ingest.kinds.kind import County, Field, Kind
from zhouqi.ingest.kinds.shared_fields import OF_PROJECT, document, one_of
from zhouqi.ingest.kinds.wire import Rest
from zhouqi.service.http.language import Text

_MILESTONES = {
    "供地": Milestone.LAND,
    "开工": Milestone.STARTED,
    "竣工": Milestone.COMPLETED,
    "投产": Milestone.IN_PRODUCTION,
    "上规": Milestone.SCALED,
    "达产": Milestone.FULL_CAPACITY,
}
_MOST_EXTENSIONS = 20


def _extensions(fields: Fields, county: County) -> Mapping[str, object]:
    """Supplementary agreements 补充协议; one that can't be read makes the whole record malformed."""
    listed = fields.raw.get("extensions")
    if listed is None:
        return {}
    if not isinstance(listed, list) or len(listed) > _MOST_EXTENSIONS:
        fields.add_finding("extensions", "malformed")
        return {}
    return {"extensions": tuple(_extension(fields, entry, county) for entry in listed)}


def _extension(fields: Fields, entry: object, county: County) -> Mapping[str, object]:
    if not isinstance(entry, Mapping):
        fields.add_finding("extensions", "malformed")
        return {}
    one = Fields(entry)
    approved_on = one.required("approved_on", read_day)
    values = {
        "milestone": one.required("milestone", one_of(_MILESTONES)),
        "due": one.required("due", read_day),
        "approved_on": approved_on,
        "document": one.required("document", document),
    }
    if one.findings:
        fields.add_finding("extensions", one.findings[0].code)
    elif approved_on is not None and approved_on > county.today:
        fields.add_finding("extensions", "in_future")
    return values


AGREEMENT = Kind(
    name="agreement",
    title=Text("签约评审", "Agreement review"),
    source="approval",
    wire=Rest("/approval/v3/agreements"),
    department="commerce",
    every=timedelta(hours=12),
    fact=AgreementReviewed,
    fields=(
        *OF_PROJECT,
        Field("signed_on", read_day, happened=True),
        Field("new_land", read_yes, required=True),
        Field("civil_works", read_yes, required=True),
        Field("scale_expected", read_yes, required=True),
        Field("heavy_asset", read_yes, required=True),
        Field("land_due", read_day),
        Field("start_due", read_day),
        Field("completion_due", read_day),
        Field("production_within_days", read_count, contract_name="production_within"),
        Field("scale_within_days", read_count, contract_name="scale_within"),
        Field("capacity_within_days", read_count, contract_name="capacity_within"),
        Field("committed_investment", read_amount, contract_name="investment"),
        Field("committed_output", read_amount, contract_name="output"),
        Field("committed_tax", read_amount, contract_name="tax"),
        Field("terminated_on", read_day, happened=True),
    ),
    more=_extensions,
    rank=1,
)
