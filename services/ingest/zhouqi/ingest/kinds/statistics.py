"""开工入库: entries into the registers of the statistics bureau, from 审批备案3.0; owned by 统计."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import StatisticsEntered, StatisticsRegister
from zhouqi.ingest.fields.codes import read_day
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.shared_fields import OF_PROJECT, one_of
from zhouqi.ingest.kinds.wire import Rest
from zhouqi.service.http.language import Text

_REGISTERS = {"固投入库": StatisticsRegister.INVESTMENT, "规上入库": StatisticsRegister.ABOVE_SCALE}

STATISTICS = Kind(
    name="statistics",
    title=Text("开工入库", "Statistics register"),
    source="approval",
    wire=Rest("/approval/v3/statistics-entries"),
    department="statistics",
    every=timedelta(hours=12),
    fact=StatisticsEntered,
    fields=(
        *OF_PROJECT,
        Field("entered_in", one_of(_REGISTERS), required=True),
        Field("entered_on", read_day, happened=True),
    ),
)
