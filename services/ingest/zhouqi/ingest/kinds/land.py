"""土地供应: the land contract, lease or existing plant, from 审批备案3.0; owned by 自然资源规划."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import LandMode, LandSupplied
from zhouqi.ingest.fields.codes import (
    is_document_number,
    normalised_reference,
    read_amount,
    read_day,
    read_hectares,
)
from zhouqi.ingest.fields.parsing import matching_normalised
from zhouqi.ingest.kinds.kind import Field, Identifies, Kind
from zhouqi.ingest.kinds.shared_fields import OF_PROJECT, one_of
from zhouqi.ingest.kinds.wire import Rest
from zhouqi.service.http.language import Text

_MODES = {"出让": LandMode.TRANSFER, "租赁": LandMode.LEASE, "存量厂房": LandMode.EXISTING_PLANT}

LAND = Kind(
    name="land",
    title=Text("土地供应", "Land supply"),
    source="approval",
    wire=Rest("/approval/v3/lands"),
    department="planning",
    every=timedelta(hours=12),
    fact=LandSupplied,
    fields=(
        *OF_PROJECT,
        Field("mode", one_of(_MODES), required=True),
        Field("land_number", matching_normalised(is_document_number, normalised_reference)),
        Field("contract_on", read_day, happened=True),
        Field("area_hectares", read_hectares, contract_name="area"),
        Field("price", read_amount),
        Field("handover_on", read_day),
        Field("start_due", read_day),
        Field("completion_due", read_day),
        Field("started_on", read_day, happened=True),
    ),
    identifies=Identifies("land_number", through="project_code"),
    rank=1,
)
