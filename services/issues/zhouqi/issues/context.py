"""Issues 问题 as the mechanism sees it."""

from zhouqi.events import Context
from zhouqi.events.contracts import PUBLISHED
from zhouqi.events.contracts.ingest import (
    AccountGranted,
    AccountRevoked,
    CalendarPublished,
    DayClosed,
    EnterpriseRegistered,
    ProjectRegistered,
    RecordWithdrawn,
)
from zhouqi.issues.read_model import read_model

context = Context(
    name="issues",
    origin="zhouqi.issues.context:context",
    publishes=PUBLISHED["issues"],
    subscribes=(
        ProjectRegistered,
        RecordWithdrawn,
        EnterpriseRegistered,
        AccountGranted,
        AccountRevoked,
        CalendarPublished,
        DayClosed,
    ),
    read_model=read_model,
)
