"""Ingest 归集: what the sources and the county's registers say, and how good they are."""

from importlib.resources import files

from fastapi import APIRouter

from zhouqi.ingest.connection.rules import rule_book
from zhouqi.ingest.context import context
from zhouqi.ingest.crosswalk import routes as crosswalk
from zhouqi.ingest.day_close import routes as day_close
from zhouqi.ingest.day_close.closing import closing_check, collected_check
from zhouqi.ingest.dropped_files import routes as dropped_files
from zhouqi.ingest.jobs.queue import migrations
from zhouqi.ingest.jobs.workers import loops
from zhouqi.ingest.monitor import routes as monitor
from zhouqi.ingest.rejections import routes as rejections
from zhouqi.ingest.schedule.rules import county_day
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.uploads import routes as uploads
from zhouqi.ingest.uploads.schemas import MOST_BODY_BYTES
from zhouqi.service.http.language import Text
from zhouqi.service.runtime import Runtime
from zhouqi.service.service import Service

_MIGRATIONS = files("zhouqi.ingest") / "migrations"
_FILES = (
    "0001_sources.sql",
    "0002_runs.sql",
    "0003_failures.sql",
    "0004_dropped_files.sql",
    "0005_tries.sql",
    "0006_attempts.sql",
    "0007_more_formats.sql",
)


def router(runtime: Runtime) -> APIRouter:
    """The routes below ``/api/ingest``."""
    routes = APIRouter()
    for part in (monitor, dropped_files, rejections, crosswalk, day_close, uploads):
        routes.include_router(part.router(runtime))
    return routes


service = Service(
    name="ingest",
    title=Text("归集", "Ingest"),
    context=context,
    router=router,
    loops=loops,
    checks=lambda runtime: (collected_check(runtime),),
    checks_everywhere=lambda runtime: (closing_check(runtime),),
    migrations=(
        *(_MIGRATIONS / name for name in _FILES),
        *migrations(),
    ),
    settings=IngestSettings,
    uploads={"/uploads": MOST_BODY_BYTES},
    rules=lambda: (county_day().rule_book, rule_book()),
)
