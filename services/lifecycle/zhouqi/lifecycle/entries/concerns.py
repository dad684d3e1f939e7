"""What speaks against an entry, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from fastapi import Request

from zhouqi.events.contracts.lifecycle import Concern
from zhouqi.lifecycle.entries.schemas import ConcernWarning
from zhouqi.service.http.language import Text, preferred

_TEXTS: Final = {
    Concern.MISSING_PREDECESSOR: Text("前一节点尚无记录", "A milestone before it is not on record"),
    Concern.OUT_OF_ORDER: Text(
        "日期与其他节点的先后顺序不符", "The day is out of order with other milestones"
    ),
    Concern.TOO_SOON: Text("与前一节点间隔过短", "It follows the milestone before it too soon"),
    Concern.LONG_AGO: Text("距发生之日过久", "It is told long after it happened"),
    Concern.CHANGES_REPORT: Text("与此前上报的日期不同", "Another day was reported before"),
    Concern.DOCUMENT_USED: Text("同一文号已用于其他节点", "The document proves another milestone already"),
    Concern.LONG_EXTENSION: Text("延期时间偏长", "It reaches further than an extension usually does"),
    Concern.MANY_EXTENSIONS: Text("该节点已多次延期", "The milestone was extended often already"),
}


def concern_warnings(concerns: Iterable[Concern], request: Request) -> list[ConcernWarning]:
    """The concerns in words, in the caller's language."""
    language = preferred(request.headers.get("accept-language"))
    return [ConcernWarning(code=one, text=_TEXTS[one].in_(language)) for one in concerns]
