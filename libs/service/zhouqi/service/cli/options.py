"""Where the command finds its settings: the environment, or the embedded stack that runs in DATA."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable
from pathlib import Path
from typing import Annotated, Final, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from zhouqi.service.cli.exits import Exit, Refused
from zhouqi.service.service import Service, find, installed
from zhouqi.service.settings import Settings, is_configured, load
from zhouqi.service.telemetry import logging

T = TypeVar("T")

DATA: Final = Path(".zhouqi")
_STACK: Final = "stack.json"

Data = Annotated[
    Path,
    typer.Option(
        "--data",
        help="Folder of the running embedded stack; looked into when no ZHOUQI_DSN__… is set.",
    ),
]


def _known(name: str) -> str:
    find(name)
    return name


def _known_all(names: str) -> str:
    selected_services(names)
    return names


def selected_services(names: str) -> list[Service]:
    """The services that ``names`` asks for: one, several with commas, or ``all`` that are installed.

    Raises UnknownService and NotInstalled.
    """
    return installed() if names == "all" else [find(name.strip()) for name in names.split(",")]


ServiceName = Annotated[str, typer.Argument(metavar="SERVICE", help="The service.", callback=_known)]
ServiceNames = Annotated[
    str,
    typer.Argument(metavar="SERVICE", help="A service, several with commas, or all.", callback=_known_all),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


class _Stack(BaseModel):
    environment: dict[str, str]


def settings(data: Path) -> Settings:
    """The settings of this command, whose own logs then tell of warnings alone.

    Without a database in the environment, those of the stack in ``data`` become this process's
    environment. Raises Refused when none runs there, and SettingsError.
    """
    if not is_configured():
        os.environ.update(_stack(data / _STACK).environment)
    found = load(Settings)
    logging.configure(process="zhouqi", log_format="console", level="WARNING")
    return found


def _stack(path: Path) -> _Stack:
    try:
        return _Stack.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise Refused(
            f"no stack runs in {path.parent}: start one with `zhouqi up`, name its folder with --data,"
            " or set ZHOUQI_DSN__<SERVICE>",
            Exit.UNREACHABLE,
        ) from None
    except (OSError, ValidationError) as error:
        raise Refused(f"{path} cannot be read ({type(error).__name__})", Exit.UNREACHABLE) from None


def run_async(work: Awaitable[T]) -> T:
    """Run asynchronous work to its end."""

    async def run() -> T:
        return await work

    return asyncio.run(run())
