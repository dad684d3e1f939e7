"""Why the rules refuse what is done with a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhouqi.service.http.language import Text
from zhouqi.service.http.rejection import Refusal

REJECTIONS: Final[Mapping[str, Refusal]] = {
    "already_requested": Refusal(
        Text("同一事项已在待审批", "The same already waits to be decided"), field="milestone"
    ),
    "no_request": Refusal(Text("该申请不存在或已审批", "There is no such request, or it was decided")),
    "own_request": Refusal(Text("申请人不能审批自己的申请", "Who asked for it can't decide it")),
    "nothing_to_take_back": Refusal(Text("没有可撤回的人工填报", "Nothing of that kind was entered by hand")),
}
"""The codes of what the rules refuse."""
