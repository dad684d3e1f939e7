"""Policy 政策: which enterprise may have which policy, and how much."""

from zhouqi.policy.api import router
from zhouqi.policy.context import context
from zhouqi.policy.publishing import catalogue_check, publishing
from zhouqi.service.language import Text
from zhouqi.service.service import Service

service = Service(
    name="policy",
    title=Text("政策", "Policy"),
    context=context,
    router=router,
    loops=lambda runtime: (publishing(runtime),),
    checks=lambda runtime: (catalogue_check(runtime),),
)
