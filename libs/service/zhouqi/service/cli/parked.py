"""``zhouqi parked``: messages that could not be read and reactions that failed."""

from __future__ import annotations

from typing import Annotated

import typer

from zhouqi.events.bus import parked as mechanism
from zhouqi.events.bus.halt import halt_reason
from zhouqi.events.bus.parked import Parked
from zhouqi.events.clock import clock_from
from zhouqi.events.fold.projector import Projector
from zhouqi.service.cli.connection import connected
from zhouqi.service.cli.exits import Exit, Refused
from zhouqi.service.cli.options import DATA, AsJson, Data, ServiceName, run_async, settings
from zhouqi.service.cli.output import console, print_facts, print_json, print_table
from zhouqi.service.loops import parking
from zhouqi.service.loops.parking import Content, Retried
from zhouqi.service.runtime import emission_of, provenance_of
from zhouqi.service.service import find
from zhouqi.service.settings import Settings

app = typer.Typer(no_args_is_help=True, help="What could not be read, and reactions that failed.")

Numbers = Annotated[
    list[int] | None, typer.Argument(metavar="[NUMBER]...", help="Which; without, all of them.")
]


@app.command("list")
def list_(
    service: ServiceName,
    settled: Annotated[bool, typer.Option("--all", help="Also those that were dealt with.")] = False,
    as_json: AsJson = False,
    data: Data = DATA,
) -> None:
    """Show what is parked, newest first. Exit code 1 when something waits.

    zhouqi parked list cockpit
    zhouqi parked list cockpit --all --json
    """
    rows, halt = run_async(_list(settings(data), service, settled))
    if as_json:
        print_json({"halted": halt, "parked": [_shown(row) for row in rows]})
    else:
        if halt is not None:
            console.print(
                f"The consumer stands still: {halt}. See `zhouqi parked accept {service}`.", markup=False
            )
        cells = [(r.number, r.kind, r.topic, r.stream, r.cause, r.detail, r.parked_at) for r in rows]
        names = ("number", "kind", "topic or reaction", "stream", "cause", "detail", "parked at")
        print_table(names, cells, "nothing is parked")
    if halt is not None or any(row.settled_at is None for row in rows):
        raise typer.Exit(Exit.FOUND)


@app.command()
def show(
    service: ServiceName, number: Annotated[int, typer.Argument()], as_json: AsJson = False, data: Data = DATA
) -> None:
    """Show one parked message as it came, or the event that a reaction failed on.

    zhouqi parked show cockpit 12
    """
    row, content = run_async(_show(settings(data), service, number))
    facts = {
        **_shown(row),
        "key": _readable(content.key),
        "headers": {name: _readable(value) for name, value in content.headers},
        "value": _readable(content.value),
    }
    if as_json:
        print_json(facts)
    else:
        print_facts(facts)


@app.command()
def retry(service: ServiceName, numbers: Numbers = None, as_json: AsJson = False, data: Data = DATA) -> None:
    """Try again what is parked. What works is settled. Exit code 1 when something fails again.

    zhouqi parked retry cockpit
    zhouqi parked retry lifecycle 3 4
    """
    done = run_async(_retry(settings(data), service, numbers or None))
    if as_json:
        print_json({"tried": done.tried, "still": done.still})
    else:
        for number, cause in done.still.items():
            console.print(f"{number} is parked still: {cause}", markup=False)
        console.print(f"tried {done.tried}, settled {done.tried - len(done.still)}", markup=False)
    if done.still:
        raise typer.Exit(Exit.FOUND)


@app.command()
def accept(service: ServiceName, numbers: Numbers = None, as_json: AsJson = False, data: Data = DATA) -> None:
    """Settle what is parked as it is. Without numbers all of it, and a halted consumer goes on.

    The messages stay where they are and can be shown; streams that they belong to stay stuck until
    the missing events arrive or `zhouqi stuck clear` is said.

        zhouqi parked accept cockpit
    """
    count = run_async(_accept(settings(data), service, numbers or None))
    if as_json:
        print_json({"settled": count})
    else:
        console.print(f"settled {count}", markup=False)


async def _list(found: Settings, service: str, settled: bool) -> tuple[list[Parked], str | None]:
    async with connected(found, service) as conn:
        return await mechanism.list_parked(conn, settled=settled), await halt_reason(conn)


async def _show(found: Settings, service: str, number: int) -> tuple[Parked, Content]:
    async with connected(found, service) as conn:
        rows = await mechanism.list_parked(conn, settled=True, limit=1_000_000)
        row = next((one for one in rows if one.number == number), None)
        content = await parking.parked_content(conn, number)
    if row is None or content is None:
        raise Refused(f"{service} has parked nothing under number {number}", Exit.USAGE)
    return row, content


async def _retry(found: Settings, service: str, numbers: list[int] | None) -> Retried:
    context = find(service).context
    projector = Projector(context.read_model, context.decoder)
    async with connected(found, service) as conn:
        return await parking.retry_parked(
            conn,
            context,
            projector,
            provenance_of(found, context),
            clock_from(found.clock),
            found.dsn_of(service),
            numbers,
            emission_of(found, context),
        )


async def _accept(found: Settings, service: str, numbers: list[int] | None) -> int:
    async with connected(found, service) as conn:
        return await parking.accept_parked(conn, numbers)


def _shown(row: Parked) -> dict[str, object]:
    return {name: getattr(row, name) for name in Parked.__dataclass_fields__}


def _readable(value: bytes | None) -> str | None:
    return None if value is None else value[:100_000].decode("utf-8", "backslashreplace")
