"""Issues 问题: the closed loop of what enterprises and agents raise."""

from zhouqi.issues.api import router
from zhouqi.issues.closing import closing, due_check
from zhouqi.issues.context import context
from zhouqi.issues.texts import REJECTIONS
from zhouqi.service.language import Text
from zhouqi.service.service import Service

service = Service(
    name="issues",
    title=Text("问题", "Issues"),
    context=context,
    router=router,
    loops=lambda runtime: (closing(runtime),),
    checks=lambda runtime: (due_check(runtime),),
    rejections=REJECTIONS,
)
