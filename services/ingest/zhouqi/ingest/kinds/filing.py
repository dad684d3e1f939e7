"""备案立项: the filing, and the actual start that the owner reports there; 审批备案3.0, owned by 发改."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import ProjectFiled
from zhouqi.ingest.fields.codes import read_day
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.shared_fields import OF_PROJECT, document
from zhouqi.ingest.kinds.wire import Rest
from zhouqi.service.http.language import Text

FILING = Kind(
    name="filing",
    title=Text("备案立项", "Filing"),
    source="approval",
    wire=Rest("/approval/v3/filings"),
    department="reform",
    every=timedelta(hours=12),
    fact=ProjectFiled,
    fields=(
        *OF_PROJECT,
        Field("filed_on", read_day, happened=True),
        Field("document", document),
        Field("started_on", read_day, happened=True),
    ),
    rank=1,
)
