"""The source systems: the names that their settings go by, and what people call them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhouqi.service.http.language import Text

COUNTY: Final = "county"
"""The system that serves the county's registers."""
SYSTEMS: Final[Mapping[str, Text]] = {
    "approval": Text("审批备案3.0", "Approval and filing 3.0"),
    "realname": Text("实名制考勤", "Real-name attendance"),
    "smartsite": Text("智慧工地", "Smart site"),
    "acceptance": Text("项目验收", "Acceptance"),
    "payment": Text("政策兑付", "Policy payment"),
    "performance": Text("绩效评价", "Performance"),
    COUNTY: Text("县级名录", "County registers"),
}
