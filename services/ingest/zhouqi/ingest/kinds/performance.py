"""绩效评价: the yearly evaluation and 达产认定, from 绩效评价; owned by 经信."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import Grade, PerformanceEvaluated
from zhouqi.ingest.fields.codes import read_amount, read_count, read_day
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.shared_fields import OF_PROJECT, one_of
from zhouqi.ingest.kinds.wire import Rest
from zhouqi.service.http.language import Text

_GRADES = {grade.value: grade for grade in Grade}

PERFORMANCE = Kind(
    name="performance",
    title=Text("绩效评价", "Performance evaluation"),
    source="performance",
    wire=Rest("/performance/v1/evaluations"),
    department="industry",
    every=timedelta(hours=24),
    fact=PerformanceEvaluated,
    fields=(
        *OF_PROJECT,
        Field("year", read_count, required=True),
        Field("grade", one_of(_GRADES)),
        Field("full_capacity_on", read_day, happened=True),
        Field("output", read_amount),
    ),
)
