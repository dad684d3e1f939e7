"""Lifecycle 全周期: where a project stands, from the signed agreement to full capacity."""

from zhouqi.lifecycle.api import router
from zhouqi.lifecycle.context import context
from zhouqi.service.language import Text
from zhouqi.service.service import Service

service = Service(name="lifecycle", title=Text("全周期", "Lifecycle"), context=context, router=router)
