"""Ingest 归集: what the sources and the county's registers say, and how good they are."""

from importlib.resources import files

from zhouqi.ingest.api import router
from zhouqi.ingest.context import context
from zhouqi.ingest.days import closing_check
from zhouqi.ingest.jobs import migrations
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.workers import loops
from zhouqi.service.language import Text
from zhouqi.service.service import Service

_MIGRATIONS = files("zhouqi.ingest") / "migrations"

service = Service(
    name="ingest",
    title=Text("归集", "Ingest"),
    context=context,
    router=router,
    loops=loops,
    checks=lambda runtime: (closing_check(runtime),),
    migrations=(
        *(_MIGRATIONS / name for name in ("0001_sources.sql", "0002_runs.sql")),
        *migrations(),
    ),
    settings=IngestSettings,
)
