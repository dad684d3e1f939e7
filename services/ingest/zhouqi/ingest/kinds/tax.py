"""税收: the taxes that a project paid in twelve months, from 绩效评价; owned by 税务."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import TaxReported
from zhouqi.ingest.fields.codes import read_amount, read_day
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.shared_fields import OF_PROJECT
from zhouqi.ingest.kinds.wire import Rest
from zhouqi.service.http.language import Text

TAX = Kind(
    name="tax",
    title=Text("税收", "Tax"),
    source="performance",
    wire=Rest("/performance/v1/taxes"),
    department="tax",
    every=timedelta(hours=24),
    fact=TaxReported,
    fields=(
        *OF_PROJECT,
        Field("period_end", read_day, required=True, happened=True),
        Field("tax", read_amount, required=True),
    ),
)
