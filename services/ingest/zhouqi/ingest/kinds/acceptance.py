"""竣工验收/投产: acceptance and the start of production, in Excel files of 项目验收; owned by 住建.

The system knows a construction permit or a project code, as its clerks typed it.
"""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import AcceptanceRecorded
from zhouqi.ingest.codes import read_day
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.references import PERMIT_REFERENCE, PROJECT_REFERENCE, document
from zhouqi.ingest.kinds.wire import Drops
from zhouqi.service.language import Text

ACCEPTANCE = Kind(
    name="acceptance",
    title=Text("竣工验收/投产", "Acceptance and production"),
    source="acceptance",
    wire=Drops(
        "acceptance",
        {
            "记录编号": "record_id",
            "更新时间": "updated_at",
            "项目代码": "project_code",
            "施工许可证号": "permit_number",
            "竣工验收日期": "accepted_on",
            "备案号": "document",
            "投产日期": "production_on",
            "作废": "withdrawn",
        },
    ),
    department="construction",
    every=timedelta(hours=24),
    fact=AcceptanceRecorded,
    fields=(
        PROJECT_REFERENCE,
        PERMIT_REFERENCE,
        Field("accepted_on", read_day, happened=True),
        Field("document", document),
        Field("production_on", read_day, happened=True),
    ),
)
