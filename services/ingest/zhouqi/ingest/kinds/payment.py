"""政策兑付: funds of a policy paid out, in Excel files of 政策兑付; owned by 财政."""

from __future__ import annotations

from datetime import timedelta

from zhouqi.events.contracts.ingest import PolicyPaymentRecorded
from zhouqi.ingest.fields.codes import read_amount, read_day
from zhouqi.ingest.fields.columns import Column, Form
from zhouqi.ingest.fields.parsing import text_line
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

PAYMENT = Kind(
    name="payment",
    title=Text("政策兑付", "Policy payment"),
    source="payment",
    wire=DropFolder(
        "payment",
        (
            RECORD_COLUMN,
            UPDATED_COLUMN,
            PROJECT_COLUMN,
            ENTERPRISE_COLUMN,
            Column("政策名称", "policy", Form.NAME, ("政策", "兑付政策", "奖补政策", "政策项目名称")),
            Column("兑付日期", "paid_on", Form.DAY, ("兑付时间", "拨付日期", "拨付时间")),
            Column("金额(万元)", "amount", Form.AMOUNT, ("兑付金额", "拨付金额", "奖补金额", "补助金额")),
            WITHDRAWN_COLUMN,
        ),
    ),
    department="finance",
    every=timedelta(hours=24),
    fact=PolicyPaymentRecorded,
    fields=(
        *OF_PROJECT,
        Field("policy", text_line(), required=True),
        Field("paid_on", read_day, happened=True),
        Field("amount", read_amount, required=True),
    ),
)
