"""What the clock refuses."""

from __future__ import annotations

from fastapi import status

from zhouqi.service.http.language import Text
from zhouqi.service.http.problems import ProblemKind

CLOCK_NOT_SET = ProblemKind(
    "clock-not-simulated",
    status.HTTP_409_CONFLICT,
    Text(
        "这里的日期由系统时钟决定,不能手动进入下一天",
        "The system's clock sets the day here; it can't be advanced",
    ),
)
