"""施工许可: the construction permit, whose number other systems know the site by; 审批备案3.0, owned by 住建."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import ConstructionPermitted
from zhouqi.ingest.codes import is_number, read_amount, read_day, same_form
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.references import OF_PROJECT
from zhouqi.ingest.kinds.wire import Rest
from zhouqi.ingest.reading import normalised
from zhouqi.service.language import Text

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
        Field("permit_number", normalised(is_number, same_form), required=True),
        Field("contract_price", read_amount),
    ),
    rank=1,
)
