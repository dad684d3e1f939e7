"""The words that all lists share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from zhouqi.service.http.language import Language, Text

ANY: Final = Text("不限", "Any")
YES: Final = Text("是", "Yes")
NO: Final = Text("否", "No")
SEARCH: Final = Text("搜索", "Search")


def plain(text: str) -> Text:
    """``text`` as it is in every language: a name, a code, a day."""
    return Text(text, text)


def yes_or_no(said: bool) -> Text:
    """``said`` in words."""
    return YES if said else NO


def joined(texts: Iterable[Text]) -> Text:
    """All of ``texts`` in one."""
    several = list(texts)
    return Text(
        "、".join(one.in_(Language.ZH) for one in several),
        ", ".join(one.in_(Language.EN) for one in several),
    )
