"""``zhouqi stuck``: streams that are not whole, or do not fold to their end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer
from psycopg import sql

from zhouqi.events.context import Context
from zhouqi.events.fold import stuck as marks
from zhouqi.events.fold.projector import Projector
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.event_log import JOURNAL
from zhouqi.service.cli.connection import connected
from zhouqi.service.cli.exits import Exit, Refused
from zhouqi.service.cli.options import DATA, AsJson, Data, ServiceName, run_async, settings
from zhouqi.service.cli.output import console, print_json, print_table
from zhouqi.service.service import find
from zhouqi.service.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Streams whose rows stand still.")

Row = Mapping[str, object]


@app.command("list")
def list_(service: ServiceName, as_json: AsJson = False, data: Data = DATA) -> None:
    """Show every stuck stream and why. Exit code 1 when there is one.

    fold        an event cannot be applied; tried again at its next event, at a start, on retry
    unreadable  a message could not be read; clears when the missing event arrives
    fork        two events claim one place; clears by an operator alone

    zhouqi stuck list cockpit
    """
    rows = run_async(_list(settings(data), service))
    if as_json:
        print_json(rows)
    else:
        names = ("stream", "cause", "detail", "since")
        print_table(names, [tuple(row[name] for name in names) for row in rows], "no stream is stuck")
    if rows:
        raise typer.Exit(Exit.FOUND)


@app.command()
def retry(
    service: ServiceName,
    stream: Annotated[str | None, typer.Argument(help="Which; without, all that did not fold.")] = None,
    as_json: AsJson = False,
    data: Data = DATA,
) -> None:
    """Fold stuck streams again. Exit code 1 when one is stuck all the same.

    zhouqi stuck retry cockpit
    zhouqi stuck retry cockpit project/1b4e28ba-2fa1-11d2-883f-0016d3cca427
    """
    done = run_async(_retry(settings(data), service, stream))
    if as_json:
        print_json({"tried": done.tried, "still": done.still})
    else:
        for name in done.still:
            console.print(f"{name} is stuck still", markup=False)
        console.print(f"tried {len(done.tried)}, mended {len(done.tried) - len(done.still)}", markup=False)
    if done.still:
        raise typer.Exit(Exit.FOUND)


@app.command()
def clear(
    service: ServiceName,
    stream: Annotated[str, typer.Argument(help="The stream that is in order.")],
    as_json: AsJson = False,
    data: Data = DATA,
) -> None:
    """Take the marks fork and unreadable from a stream: you have looked, and its journal is right.

    zhouqi stuck clear cockpit project/1b4e28ba-2fa1-11d2-883f-0016d3cca427
    """
    if not run_async(_clear(settings(data), service, stream)):
        raise Refused(f"{stream} carries no mark", Exit.FOUND)
    if as_json:
        print_json({"cleared": stream})
    else:
        console.print(f"cleared {stream}", markup=False)


async def _list(found: Settings, service: str) -> list[Row]:
    context = find(service).context
    async with connected(found, service) as conn:
        marked: list[Row] = [
            {"stream": mark.stream, "cause": mark.cause, "detail": mark.detail, "since": mark.since}
            for mark in await marks.list_marks(conn)
        ]
        return marked + await _not_folded(conn, context)


async def _not_folded(conn: Conn, context: Context) -> list[Row]:
    rows: list[Row] = []
    for projection in context.read_model.projections:
        query = sql.SQL("select stream, stuck from {} where stuck is not null order by stream")
        cursor = await conn.execute(query.format(sql.Identifier(projection.fold_view)))
        rows += [
            {"stream": str(stream), "cause": "fold", "detail": f"{projection.name}: {why}", "since": None}
            async for stream, why in cursor
        ]
    return rows


async def _retry(found: Settings, service: str, stream: str | None) -> marks.Retried:
    context = find(service).context
    projector = Projector(context.read_model, context.decoder)
    async with connected(found, service) as conn:
        return await marks.retry_stuck(
            conn, projector, context.read_model, None if stream is None else [stream]
        )


async def _clear(found: Settings, service: str, stream: str) -> bool:
    context = find(service).context
    projector = Projector(context.read_model, context.decoder)
    async with connected(found, service) as conn, conn.transaction():
        await JOURNAL.lock(conn)
        await projector.check_version(conn)
        cleared = await marks.clear_mark(conn, stream)
        if cleared:
            await projector.refold(conn, JOURNAL, [stream])
            await projector.refresh(conn, [stream])
    return cleared
