"""`zhouqi up` and `zhouqi reset`."""

import shutil
import signal
from pathlib import Path
from typing import Annotated

import typer

from zhouqi.local.data_folder import DataFolder
from zhouqi.local.errors import StackError
from zhouqi.local.options import DATA, Options
from zhouqi.local.preflight import check, check_idle
from zhouqi.local.status_output import StatusOutput
from zhouqi.service.cli.exits import Exit, Refused


def up(
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Port of the pages and the API, on loopback.")
    ] = 8000,
    bus_port: Annotated[
        int, typer.Option(min=1, max=65535, help="Port of the bus (Kafka protocol), on loopback.")
    ] = 9092,
    data: Annotated[Path, typer.Option(help="Folder of all data; the next start goes on with it.")] = DATA,
    seed: Annotated[int, typer.Option(min=0, max=2**31, help="Which simulated county.")] = 1,
    size: Annotated[int, typer.Option(min=1, max=20_000, help="How many projects it has.")] = 500,
    speed: Annotated[
        float, typer.Option(min=0, help="Seconds that a simulated day takes; 0 lets time stand still.")
    ] = 0.0,
    parent: Annotated[
        int, typer.Option(hidden=True, help="End when the process of this number is gone.")
    ] = 0,
) -> None:
    """Start everything on this machine: database, bus, services and a simulated county. Ctrl-C ends it.

    What is there already is kept: the next start with the same DATA goes on where this one ends.
    """
    options = Options(port, bus_port, data, seed, size, speed, parent)
    output = StatusOutput()
    try:
        folder = check(options)
        output.title(f"Zhouqi  county of seed {seed} with {size} projects, data in {data}")
        with folder.lock() as lock:
            _run(options, folder, lock, output)
    except StackError as refusal:
        raise Refused(str(refusal), Exit.FOUND) from None


def reset(
    data: Annotated[Path, typer.Option(help="The folder whose data is removed.")] = DATA,
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
) -> None:
    """Remove all data of the embedded stack in DATA; the next start begins anew. Asks once."""
    folder = DataFolder(data)
    try:
        if not check_idle(folder):
            typer.echo(f"{data} holds no data: nothing to remove.")
            return
        if not yes:
            typer.confirm(f"Remove all data in {data.absolute()}? It cannot be brought back.", abort=True)
        with folder.lock():
            shutil.rmtree(folder.path)
    except StackError as refusal:
        raise Refused(str(refusal), Exit.FOUND) from None
    typer.echo(f"Removed {data}.")


def _run(options: Options, folder: DataFolder, lock: int, output: StatusOutput) -> None:
    # Imported late, so that a refusal comes at once.
    from zhouqi.local.stack import Stack  # noqa: PLC0415

    stack = Stack(options, folder, lock, output)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stack.end())
    stack.run()
