"""投入情况: what an enterprise put into a project in a year, in Excel files of 政策兑付; owned by 科技."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import InputsReported
from zhouqi.ingest.codes import read_amount, read_count
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.references import OF_PROJECT
from zhouqi.ingest.kinds.wire import Drops
from zhouqi.service.language import Text

INPUTS = Kind(
    name="inputs",
    title=Text("投入情况", "Inputs"),
    source="payment",
    wire=Drops(
        "inputs",
        {
            "记录编号": "record_id",
            "更新时间": "updated_at",
            "项目代码": "project_code",
            "统一社会信用代码": "enterprise_code",
            "年度": "year",
            "设备投资(万元)": "equipment",
            "研发投入(万元)": "research",
            "作废": "withdrawn",
        },
    ),
    department="science",
    every=timedelta(hours=24),
    fact=InputsReported,
    fields=(
        *OF_PROJECT,
        Field("year", read_count, required=True),
        Field("equipment", read_amount, required=True),
        Field("research", read_amount, required=True),
    ),
)
