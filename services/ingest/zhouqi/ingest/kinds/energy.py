"""节能审查: the energy review, from 审批备案3.0; owned by 发改."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import EnergyReviewed
from zhouqi.ingest.fields.codes import read_amount, read_day
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.shared_fields import OF_PROJECT, document
from zhouqi.ingest.kinds.wire import Rest
from zhouqi.service.http.language import Text

ENERGY = Kind(
    name="energy",
    title=Text("节能审查", "Energy review"),
    source="approval",
    wire=Rest("/approval/v3/energy-reviews"),
    department="reform",
    every=timedelta(hours=12),
    fact=EnergyReviewed,
    fields=(
        *OF_PROJECT,
        Field("reviewed_on", read_day, happened=True),
        Field("document", document),
        Field("energy_tce", read_amount, contract_name="energy"),
    ),
)
