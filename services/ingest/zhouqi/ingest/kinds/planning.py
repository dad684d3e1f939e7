"""规划许可: the planning permit, from 审批备案3.0; owned by 自然资源规划."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import PlanningPermitted
from zhouqi.ingest.fields.codes import read_day
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.shared_fields import OF_PROJECT, document
from zhouqi.ingest.kinds.wire import Rest
from zhouqi.service.http.language import Text

PLANNING = Kind(
    name="planning",
    title=Text("规划许可", "Planning permit"),
    source="approval",
    wire=Rest("/approval/v3/planning-permits"),
    department="planning",
    every=timedelta(hours=12),
    fact=PlanningPermitted,
    fields=(
        *OF_PROJECT,
        Field("permitted_on", read_day, happened=True),
        Field("document", document),
    ),
)
