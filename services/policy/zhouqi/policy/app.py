"""Policy 政策: which enterprise may have which policy, and how much."""

from fastapi import APIRouter

from zhouqi.policy.context import context
from zhouqi.service.language import Text
from zhouqi.service.service import Service

service = Service(
    name="policy",
    title=Text("政策", "Policy"),
    context=context,
    router=lambda _runtime: APIRouter(),
)
