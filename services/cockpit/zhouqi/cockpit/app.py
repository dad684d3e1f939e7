"""The cockpit 驾驶舱: read models of what the others decided, the API over them, and the pages."""

from zhouqi.cockpit.api import router
from zhouqi.cockpit.context import context
from zhouqi.cockpit.frontend import web_folder
from zhouqi.service.language import Text
from zhouqi.service.service import Service

service = Service(
    name="cockpit",
    title=Text("驾驶舱", "Cockpit"),
    context=context,
    router=router,
    web=web_folder,
)
