"""Issues 问题: the closed loop of what enterprises and agents raise."""

from fastapi import APIRouter

from zhouqi.issues.context import context
from zhouqi.service.language import Text
from zhouqi.service.service import Service

service = Service(
    name="issues",
    title=Text("问题", "Issues"),
    context=context,
    router=lambda _runtime: APIRouter(),
)
