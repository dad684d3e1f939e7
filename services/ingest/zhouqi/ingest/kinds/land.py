"""土地供应: the land contract, lease or existing plant, from 审批备案3.0; owned by 自然资源规划."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import LandMode, LandSupplied
from zhouqi.ingest.codes import is_number, read_amount, read_day, read_hectares, same_form
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.references import OF_PROJECT, one_of
from zhouqi.ingest.kinds.wire import Rest
from zhouqi.ingest.reading import normalised
from zhouqi.service.language import Text

_MODES = {"出让": LandMode.TRANSFER, "租赁": LandMode.LEASE, "存量厂房": LandMode.EXISTING_PLANT}

LAND = Kind(
    name="land",
    title=Text("土地供应", "Supply of land"),
    source="approval",
    wire=Rest("/approval/v3/lands"),
    department="planning",
    every=timedelta(hours=12),
    fact=LandSupplied,
    fields=(
        *OF_PROJECT,
        Field("mode", one_of(_MODES), required=True),
        Field("land_number", normalised(is_number, same_form)),
        Field("contract_on", read_day, happened=True),
        Field("area_hectares", read_hectares, says="area"),
        Field("price", read_amount),
        Field("handover_on", read_day),
        Field("start_due", read_day),
        Field("completion_due", read_day),
        Field("started_on", read_day, happened=True),
    ),
    rank=1,
)
