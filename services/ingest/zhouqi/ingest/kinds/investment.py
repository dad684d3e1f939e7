"""工业/技改投资: investment done since the beginning, from 审批备案3.0; owned by 经信."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import InvestmentReported
from zhouqi.ingest.fields.codes import read_amount, read_day
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.shared_fields import OF_PROJECT
from zhouqi.ingest.kinds.wire import Rest
from zhouqi.service.http.language import Text

INVESTMENT = Kind(
    name="investment",
    title=Text("工业/技改投资", "Investment done"),
    source="approval",
    wire=Rest("/approval/v3/investments"),
    department="industry",
    every=timedelta(hours=12),
    fact=InvestmentReported,
    fields=(
        *OF_PROJECT,
        Field("period_end", read_day, required=True, happened=True),
        Field("invested", read_amount, required=True),
        Field("equipment", read_amount),
    ),
)
