"""Why projects cannot be assigned."""

from __future__ import annotations

from zhouqi.service.http.language import Text
from zhouqi.service.http.problems import ProblemKind

UNKNOWN_PROJECTS = ProblemKind(
    "unknown-projects", 404, Text("有项目不存在或已撤销", "Some projects do not exist or were withdrawn")
)
UNKNOWN_DEPARTMENTS = ProblemKind(
    "department-unknown",
    404,
    Text("没有这样的部门账号", "There is no such department in the register of accounts"),
)
UNKNOWN_AGENTS = ProblemKind("agent-unknown", 404, Text("没有这样的代办员账号", "There is no such agent"))
ELSEWHERE = ProblemKind(
    "agent-elsewhere",
    409,
    Text("代办员不属于项目所在镇街", "The agent belongs to another township than the project"),
)
