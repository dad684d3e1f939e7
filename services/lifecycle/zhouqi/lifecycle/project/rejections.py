"""Why nothing can be entered about a project."""

from __future__ import annotations

from typing import Final

from zhouqi.service.http.language import Text
from zhouqi.service.http.problems import ProblemKind

WITHDRAWN: Final = ProblemKind(
    "project-withdrawn", 409, Text("项目登记已被撤销", "The project's registration was withdrawn")
)
