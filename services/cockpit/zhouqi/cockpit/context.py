"""The cockpit 驾驶舱 as the mechanism sees it: it only reads."""

from zhouqi.cockpit.readmodel import read_model
from zhouqi.events import Context
from zhouqi.events.contracts.catalogue import PUBLISHED, RECORDS
from zhouqi.events.contracts.ingest import (
    AccountGranted,
    AccountRevoked,
    ConnectionChanged,
    DayClosed,
    EnterpriseRegistered,
    ProjectRegistered,
    RecordLinked,
    RecordWithdrawn,
    TownshipRegistered,
)
from zhouqi.events.contracts.lifecycle import (
    MilestoneCorrected,
    MilestoneExtended,
    MilestonePlanned,
    MilestoneReached,
    ProjectAssigned,
    ProjectResumed,
    ProjectSigned,
    ProjectTerminated,
)
from zhouqi.events.contracts.policy import PoliciesMatched, PolicyPublished, PolicyWithdrawn

context = Context(
    name="cockpit",
    origin="zhouqi.cockpit.context:context",
    subscribes=(
        TownshipRegistered,
        EnterpriseRegistered,
        AccountGranted,
        AccountRevoked,
        ProjectRegistered,
        *RECORDS,
        RecordLinked,
        RecordWithdrawn,
        ConnectionChanged,
        DayClosed,
        ProjectSigned,
        ProjectAssigned,
        MilestonePlanned,
        MilestoneReached,
        MilestoneCorrected,
        MilestoneExtended,
        ProjectTerminated,
        ProjectResumed,
        *PUBLISHED["warning"],
        *PUBLISHED["issues"],
        PolicyPublished,
        PolicyWithdrawn,
        PoliciesMatched,
    ),
    read_model=read_model,
)
