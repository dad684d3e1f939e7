"""竣工验收/投产: acceptance and the start of production, in Excel files of 项目验收; owned by 住建.

The system knows a construction permit or a project code, as its clerks typed it.
"""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import AcceptanceRecorded
from zhouqi.ingest.fields.codes import read_day
from zhouqi.ingest.fields.columns import Column, Form
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.shared_fields import (
    PERMIT_REFERENCE,
    PROJECT_COLUMN,
    PROJECT_REFERENCE,
    RECORD_COLUMN,
    UPDATED_COLUMN,
    WITHDRAWN_COLUMN,
    document,
)
from zhouqi.ingest.kinds.wire import DropFolder
from zhouqi.service.http.language import Text

ACCEPTANCE = Kind(
    name="acceptance",
    title=Text("竣工验收/投产", "Acceptance and production"),
    source="acceptance",
    wire=DropFolder(
        "acceptance",
        (
            RECORD_COLUMN,
            UPDATED_COLUMN,
            PROJECT_COLUMN,
            Column(
                "施工许可证号",
                "permit_number",
                Form.CODE,
                ("施工许可证编号", "施工许可证"),
            ),
            Column("竣工验收日期", "accepted_on", Form.DAY, ("竣工验收时间",)),
            Column("备案号", "document", Form.NAME, ("竣工验收备案号", "备案编号", "验收备案号")),
            Column("投产日期", "production_on", Form.DAY, ("投产时间", "正式投产日期")),
            WITHDRAWN_COLUMN,
        ),
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
