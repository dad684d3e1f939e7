"""施工许可: the construction permit, whose number other systems know the site by; 审批备案3.0, owned by 住建."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import ConstructionPermitted
from zhouqi.ingest.fields.codes import is_document_number, normalised_reference, read_amount, read_day
from zhouqi.ingest.fields.parsing import matching_normalised
from zhouqi.ingest.kinds.kind import Field, Identifies, Kind
from zhouqi.ingest.kinds.shared_fields import OF_PROJECT
from zhouqi.ingest.kinds.wire import Rest
from zhouqi.service.http.language import Text

PERMIT = Kind(
    name="permit",
    title=Text("施工许可", "Construction permit"),
    source="approval",
    wire=Rest("/approval/v3/construction-permits"),
    department="construction",
    every=timedelta(hours=12),
    fact=ConstructionPermitted,
    fields=(
        *OF_PROJECT,
        Field("permitted_on", read_day, happened=True),
        Field("permit_number", matching_normalised(is_document_number, normalised_reference), required=True),
        Field("contract_price", read_amount),
    ),
    identifies=Identifies("permit_number", through="project_code"),
    rank=1,
)
