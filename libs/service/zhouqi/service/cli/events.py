"""``zhouqi events``: look into a service's logs."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, Final

import typer
from psycopg import sql

from zhouqi.events.clock import COUNTY_ZONE
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.event import Event
from zhouqi.events.log.event_log import Log
from zhouqi.events.log.verify import Discrepancy
from zhouqi.events.log.verify import verify as verify_logs
from zhouqi.service.cli.connection import connected
from zhouqi.service.cli.exits import Exit
from zhouqi.service.cli.logs import LogOption, Types, log_of
from zhouqi.service.cli.options import (
    DATA,
    AsJson,
    Data,
    ServiceName,
    ServiceNames,
    run_async,
    selected_services,
    settings,
)
from zhouqi.service.cli.output import console, print_json, print_line, print_table
from zhouqi.service.cli.replay import replay
from zhouqi.service.service import Service, find
from zhouqi.service.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Look into a service's logs.")

_LOOK_SECONDS: Final = 0.5
_BATCH: Final = 500


app.command()(replay)


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
    found, which = settings(data), log_of(find(service), log)
    try:
        run_async(_tail(found, service, which, count, types, follow, as_json))
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
    events = run_async(_stream(settings(data), service, log_of(find(service), log), stream))
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
    found = run_async(_verify(settings(data), selected_services(service)))
    if as_json:
        print_json([{"service": name, "log": f.log, "what": f.what, "where": f.where} for name, f in found])
    else:
        rows = [(name, finding.log, finding.what, finding.where) for name, finding in found]
        print_table(("service", "log", "what", "where"), rows, "every event is in its place")
    if found:
        raise typer.Exit(Exit.FOUND)


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


async def _verify(found: Settings, services: list[Service]) -> list[tuple[str, Discrepancy]]:
    findings: list[tuple[str, Discrepancy]] = []
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
