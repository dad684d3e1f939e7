"""``zhouqi migrate``: bring databases to this version of the code."""

from __future__ import annotations

from typing import Annotated

import typer

from zhouqi.service.cli.options import (
    DATA,
    AsJson,
    Data,
    ServiceNames,
    run_async,
    selected_services,
    settings,
)
from zhouqi.service.cli.output import print_json, print_table
from zhouqi.service.service import Service
from zhouqi.service.settings import Settings
from zhouqi.service.storage import migrations
from zhouqi.service.storage.migrations import Migrated


def migrate(
    service: ServiceNames = "all",
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes for a rebuild, if one is due.")] = 2,
    as_json: AsJson = False,
    data: Data = DATA,
) -> None:
    """Bring databases to this version of the code.

    Makes and changes tables, and rebuilds read models that are of another version. Needs both
    ZHOUQI_DSN__<SERVICE> and ZHOUQI_OWNER_DSN__<SERVICE>. May be repeated; refuses a database that is
    newer than this code, and touches nothing then.

        zhouqi migrate
        zhouqi migrate cockpit --workers 4
    """
    found = settings(data)
    done = run_async(_all(selected_services(service), found, workers))
    if as_json:
        print_json(
            [
                {
                    "service": one.service,
                    "tables": one.mechanism,
                    "applied": one.applied,
                    "rebuilt": one.rebuilt,
                }
                for one in done
            ]
        )
        return
    rows = [
        (one.service, _yes(one.mechanism), ", ".join(one.applied) or "–", _yes(one.rebuilt)) for one in done
    ]
    print_table(("service", "tables made", "migrations applied", "read models rebuilt"), rows, "no services")


async def _all(services: list[Service], found: Settings, workers: int) -> list[Migrated]:
    return [await migrations.migrate(service, found, workers) for service in services]


def _yes(value: bool) -> str:
    return "yes" if value else "–"
