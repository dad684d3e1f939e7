"""Warning 预警: a project's light, and its stalls (六未)."""

from zhouqi.service.language import Text
from zhouqi.service.service import Service
from zhouqi.warning import rules
from zhouqi.warning.api import router
from zhouqi.warning.context import context

rules.in_force()  # a broken file stops the service at its start, not the first project that is judged

service = Service(name="warning", title=Text("预警", "Warning"), context=context, router=router)
