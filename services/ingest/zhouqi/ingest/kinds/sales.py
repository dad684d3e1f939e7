"""销售: a project's sales in twelve months, from 绩效评价; owned by 经信."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import SalesReported
from zhouqi.ingest.fields.codes import read_amount, read_day
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.shared_fields import OF_PROJECT
from zhouqi.ingest.kinds.wire import Rest
from zhouqi.service.http.language import Text

SALES = Kind(
    name="sales",
    title=Text("销售", "Sales"),
    source="performance",
    wire=Rest("/performance/v1/sales"),
    department="industry",
    every=timedelta(hours=24),
    fact=SalesReported,
    fields=(
        *OF_PROJECT,
        Field("period_end", read_day, required=True, happened=True),
        Field("sales", read_amount, required=True),
    ),
)
