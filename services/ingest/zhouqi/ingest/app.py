"""Ingest 归集: what the sources and the county's registers say, and how good they are."""

from importlib.resources import files

from zhouqi.ingest.api import router
from zhouqi.ingest.context import context
from zhouqi.ingest.days import closing_check, collecting
from zhouqi.ingest.settings import IngestSettings
from zhouqi.service.language import Text
from zhouqi.service.service import Service

service = Service(
    name="ingest",
    title=Text("归集", "Ingest"),
    context=context,
    router=router,
    loops=lambda runtime: (collecting(runtime),),
    checks=lambda runtime: (closing_check(runtime),),
    migrations=(files("zhouqi.ingest") / "migrations" / "0001_sources.sql",),
    settings=IngestSettings,
)
