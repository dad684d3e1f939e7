"""Warning 预警: a project's light, and its stalls (六未)."""

from fastapi import APIRouter

from zhouqi.service.language import Text
from zhouqi.service.service import Service
from zhouqi.warning.context import context

service = Service(
    name="warning",
    title=Text("预警", "Warning"),
    context=context,
    router=lambda _runtime: APIRouter(),
)
