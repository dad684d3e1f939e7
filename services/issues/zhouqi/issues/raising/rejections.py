"""Why an issue can't be raised, in words."""

from __future__ import annotations

from typing import Final

from zhouqi.service.http.language import Text
from zhouqi.service.http.problems import ProblemKind

PROJECT_UNKNOWN: Final = ProblemKind("project-unknown", 404, Text("没有这个项目", "There is no such project"))
PROJECT_WITHDRAWN: Final = ProblemKind(
    "project-withdrawn", 409, Text("项目登记已撤销", "The project's registration was withdrawn")
)
PROJECT_REQUIRED: Final = ProblemKind(
    "project-required", 422, Text("请选择问题所属的项目", "Say which project the issue is about")
)
