"""``zhouqi events``: look into a service's logs."""

from __future__ import annotations

import asyncio
import json
from enum import StrEnum
from typing import Annotated, Final

import typer
from psycopg import sql

from zhouqi.events.clock import COUNTY_ZONE
from zhouqi.events.connection import Conn
from zhouqi.events.event import Event
from zhouqi.events.log import JOURNAL, STORE, Log
from zhouqi.events.verify import Finding
from zhouqi.events.verify import verify as verify_logs
from zhouqi.service.cli.connection import connected
from zhouqi.service.cli.exits import Exit
from zhouqi.service.cli.output import console, print_json, print_line, print_table
from zhouqi.service.cli.surroundings import (
    DATA,
    AsJson,
    Data,
    ServiceName,
    ServiceNames,
    chosen,
    settings,
    wait_for,
)
from zhouqi.service.service import Service, find
from zhouqi.service.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Look into a service's logs.")

_LOOK_SECONDS: Final = 0.5
_BATCH: Final = 500


class Which(StrEnum):
    """One of a service's two logs."""

    EVENT = "event"
    JOURNAL = "journal"


_LOGS: Final = {Which.EVENT: STORE, Which.JOURNAL: JOURNAL}
LogOption = Annotated[
    Which | None,
    typer.Option(
        "--log", help="event: what it decided; journal: what it received. By default the one it has."
    ),
]
Types = Annotated[list[str] | None, typer.Option("--type", help="Only events of this type; may be repeated.")]


@app.command()
def tail(
    service: ServiceName,
    log: LogOption = None,
    count: Annotated[int, typer.Option("-n", "--count", min=0, max=10_000, help="How many.")] = 20,
    types: Types = None,
    follow: Annotated[
        bool, typer.Option("-f", "--follow", help="Go on as events come, until Ctrl-C.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    data: Data = DATA,
) -> None:
    """Show the last events of a log.

    zhouqi events tail ingest
    zhouqi events tail cockpit --type MilestonePlanned --follow --json
    """
    found, which = settings(data), _log(find(service), log)
    try:
        wait_for(_tail(found, service, which, count, types, follow, as_json))
    except KeyboardInterrupt:
        raise typer.Exit(Exit.FINE) from None


@app.command()
def read(
    service: ServiceName,
    stream: Annotated[str, typer.Argument(help="The stream, such as project/<id>.")],
    log: LogOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    data: Data = DATA,
) -> None:
    """Show one stream from its first event on. Exit code 1 when the log has none of it.

    zhouqi events read ingest record/project/SP000123456
    """
    events = wait_for(_stream(settings(data), service, _log(find(service), log), stream))
    for event in events:
        _print(event, as_json)
    if not events:
        typer.echo(f"zhouqi: {service} has no event of {stream!r} in this log", err=True)
        raise typer.Exit(Exit.FOUND)


@app.command()
def verify(
    service: ServiceNames = "all",
    as_json: AsJson = False,
    data: Data = DATA,
) -> None:
    """Look for gaps and cursors out of place in both logs. Exit code 1 when something is wrong.

    zhouqi events verify
    zhouqi events verify cockpit --json
    """
    found = wait_for(_verify(settings(data), chosen(service)))
    if as_json:
        print_json([{"service": name, "log": f.log, "what": f.what, "where": f.where} for name, f in found])
    else:
        rows = [(name, finding.log, finding.what, finding.where) for name, finding in found]
        print_table(("service", "log", "what", "where"), rows, "every event is in its place")
    if found:
        raise typer.Exit(Exit.FOUND)


def _log(service: Service, log: Which | None) -> Log:
    if log is not None:
        return _LOGS[log]
    return STORE if service.context.publishes else JOURNAL


async def _tail(
    found: Settings, service: str, log: Log, count: int, types: list[str] | None, follow: bool, as_json: bool
) -> None:
    async with connected(found, service) as conn:
        head = await log.head(conn)
        position = head - count
        if types:
            position = await _start(conn, log, count, types)
        while True:
            events = await log.read(conn, max(position, 0), _BATCH, types)
            await conn.commit()
            for event in events:
                _print(event, as_json)
                position = event.position
            if len(events) < _BATCH:
                if not follow:
                    return
                await asyncio.sleep(_LOOK_SECONDS)


async def _start(conn: Conn, log: Log, count: int, types: list[str]) -> int:
    """The position before the last ``count`` events of ``types``."""
    query = sql.SQL(
        "select coalesce(min(position), 1) - 1 from (select position from log.{}"
        " where type = any(%s) order by position desc limit %s) as latest"
    ).format(sql.Identifier(log.table))
    row = await (await conn.execute(query, (types, count))).fetchone()
    await conn.commit()
    return 0 if row is None else int(str(row[0]))


async def _stream(found: Settings, service: str, log: Log, stream: str) -> list[Event]:
    async with connected(found, service) as conn:
        return await log.read_stream(conn, stream)


async def _verify(found: Settings, services: list[Service]) -> list[tuple[str, Finding]]:
    findings: list[tuple[str, Finding]] = []
    for service in services:
        async with connected(found, service.name) as conn:
            findings += [(service.name, finding) for finding in await verify_logs(conn)]
    return findings


def _print(event: Event, as_json: bool) -> None:
    if as_json:
        print_line(
            {
                "position": event.position,
                "stream": event.stream,
                "sequence": event.sequence,
                "id": event.id,
                "type": event.type,
                "schema_version": event.schema_version,
                "occurred_at": event.occurred_at,
                "recorded_at": event.recorded_at,
                "correlation_id": event.correlation_id,
                "causation_id": event.causation_id,
                "actor": event.actor,
                "data": json.loads(event.data),
            }
        )
        return
    when = event.occurred_at.astimezone(COUNTY_ZONE).strftime("%Y-%m-%d %H:%M:%S")
    console.print(
        f"{event.position:>8}  {when}  {event.type}  {event.stream}#{event.sequence}  {event.data.decode()}",
        markup=False,
        soft_wrap=True,
    )
