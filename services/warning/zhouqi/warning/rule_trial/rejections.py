"""Why a trial is refused."""

from __future__ import annotations

from typing import Final

from zhouqi.service.http.language import Text
from zhouqi.service.http.problems import ProblemKind

NOTHING_JUDGED: Final = ProblemKind(
    "nothing-judged",
    409,
    Text("还没有研判过任何一天，暂不能试算", "No day has been judged yet, so nothing can be tried"),
)
DAY_NOT_JUDGED: Final = ProblemKind(
    "trial-day-not-judged", 422, Text("只能试算已研判的日期", "Only a day that was judged can be tried")
)
SINCE_AFTER_DAY: Final = ProblemKind(
    "trial-since-after-day",
    422,
    Text(
        "试行规则的起算日不得晚于试算日期",
        "The rules on trial cannot count from a day after the one that is tried",
    ),
)
