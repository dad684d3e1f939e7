"""政策兑付: funds of a policy paid out, in Excel files of 政策兑付; owned by 财政."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import PolicyPaymentRecorded
from zhouqi.ingest.codes import read_amount, read_day
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.references import OF_PROJECT
from zhouqi.ingest.kinds.wire import Drops
from zhouqi.service.language import Text

PAYMENT = Kind(
    name="payment",
    title=Text("政策兑付", "Payment of policy funds"),
    source="payment",
    wire=Drops(
        "payment",
        {
            "记录编号": "record_id",
            "更新时间": "updated_at",
            "项目代码": "project_code",
            "统一社会信用代码": "enterprise_code",
            "政策名称": "policy",
            "兑付日期": "paid_on",
            "金额(万元)": "amount",
            "作废": "withdrawn",
        },
    ),
    department="finance",
    every=timedelta(hours=24),
    fact=PolicyPaymentRecorded,
    fields=(
        *OF_PROJECT,
        Field("policy", str, required=True),
        Field("paid_on", read_day, happened=True),
        Field("amount", read_amount, required=True),
    ),
)
