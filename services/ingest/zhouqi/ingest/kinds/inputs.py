"""投入情况: what an enterprise put into a project in a year, in Excel files of 政策兑付; owned by 科技."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import InputsReported
from zhouqi.ingest.fields.codes import read_amount, read_count
from zhouqi.ingest.fields.columns import Column, Form
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.shared_fields import (
    ENTERPRISE_COLUMN,
    OF_PROJECT,
    PROJECT_COLUMN,
    RECORD_COLUMN,
    UPDATED_COLUMN,
    WITHDRAWN_COLUMN,
)
from zhouqi.ingest.kinds.wire import DropFolder
from zhouqi.service.http.language import Text

INPUTS = Kind(
    name="inputs",
    title=Text("投入情况", "Inputs"),
    source="payment",
    wire=DropFolder(
        "inputs",
        (
            RECORD_COLUMN,
            UPDATED_COLUMN,
            PROJECT_COLUMN,
            ENTERPRISE_COLUMN,
            Column("年度", "year", Form.COUNT, ("年份", "所属年度", "统计年度")),
            Column("设备投资(万元)", "equipment", Form.AMOUNT, ("设备投入", "设备投资额")),
            Column("研发投入(万元)", "research", Form.AMOUNT, ("研发费用", "研发经费", "研究开发费用")),
            WITHDRAWN_COLUMN,
        ),
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
