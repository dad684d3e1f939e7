"""The county's words for what is entered late, and about what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhouqi.cockpit.late_entries.schemas import About
from zhouqi.events.contracts.issues import (
    IssueAccepted,
    IssueAnswered,
    IssueAssigned,
    IssueDeclined,
    IssueRaised,
    IssueRated,
    IssueReturned,
    IssueSigned,
)
from zhouqi.events.contracts.lifecycle import (
    MilestoneExtended,
    MilestoneReached,
    ProjectActDecided,
    ProjectActRequested,
    ProjectAssigned,
    ProjectTerminated,
)
from zhouqi.service.http.language import Text

ABOUT: Final[Mapping[About, Text]] = {
    About.ISSUE: Text("问题", "Issue"),
    About.PROJECT: Text("项目", "Project"),
}
TAKEOVER: Final[Mapping[bool, Text]] = {
    False: Text("补录", "Late entries"),
    True: Text("历史移交", "Takeover of history"),
}
ENTERED: Final[Mapping[str, Text]] = {
    fact.__name__: text
    for fact, text in {
        IssueRaised: Text("提出", "Raised"),
        IssueAccepted: Text("受理", "Accepted"),
        IssueDeclined: Text("不予受理", "Declined"),
        IssueAssigned: Text("交办", "Assigned"),
        IssueReturned: Text("退单", "Returned"),
        IssueSigned: Text("签收", "Signed"),
        IssueAnswered: Text("答复", "Answered"),
        IssueRated: Text("评价", "Rated"),
        ProjectAssigned: Text("明确牵头部门与代办员", "Department and agent named"),
        MilestoneReached: Text("节点达成", "Milestone reached"),
        MilestoneExtended: Text("节点延期", "Milestone extended"),
        ProjectTerminated: Text("项目终止", "Project terminated"),
        ProjectActRequested: Text("申请审批", "Approval asked for"),
        ProjectActDecided: Text("审批", "Approval decided"),
    }.items()
}
"""By the event that people's late entries have behind them; any other is called by its type."""
