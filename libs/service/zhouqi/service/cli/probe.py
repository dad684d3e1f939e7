"""``zhouqi probe``: is the process beside this one well?

A container's keeper asks every few seconds, so this imports nothing of the service and costs some 70 ms
of CPU, where the whole command costs a second; :func:`probe_command` is the command with nothing else in it.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from http.client import HTTPConnection, HTTPException
from socket import SHUT_RDWR, socket
from threading import Event, Timer
from typing import Annotated, Final

import typer

NAME: Final = "probe"
_EVERYWHERE: Final = frozenset({"", "0.0.0.0", "::"})  # noqa: S104 - what is listened on, to be asked on loopback
_LOOPBACK: Final = "127.0.0.1"
_LONGEST_ANSWER: Final = 1024 * 1024


class Part(StrEnum):
    """Which process is asked."""

    API = "api"
    WORKER = "worker"


_PORTS: Final = {Part.API: ("ZHOUQI_HTTP_PORT", 8000), Part.WORKER: ("ZHOUQI_WORKER_PORT", 8001)}


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What was asked, and what came of it."""

    asked: str
    well: bool
    status: int | None
    said: object


class NotAPort(Exception):
    """A setting names no port; the text says which."""


def probe(
    part: Annotated[
        Part | None, typer.Argument(help="Which process; without it, whichever of the two answers.")
    ] = None,
    ready: Annotated[bool, typer.Option("--ready", help="Ask /readyz instead of /livez.")] = False,
    timeout: Annotated[float, typer.Option(min=0.1, max=60, help="Seconds to wait for the answer.")] = 3.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")] = False,
) -> None:
    """Ask the API or the worker of this machine or container whether it is well.

    Alive (/livez): its loops turn; one that is not should be started anew. Ready (--ready, /readyz): its
    database answers too, and what it serves is there. The ports are those of `zhouqi serve`:
    ZHOUQI_HTTP_PORT for the API, ZHOUQI_WORKER_PORT for the worker.

        zhouqi probe
        zhouqi probe worker --ready --json

    Exit codes: 0 it is well; 1 it is not, or nobody answers; 2 the command was used wrongly.
    """
    try:
        addresses = [_address(one) for one in ([part] if part else Part)]
    except NotAPort as error:
        sys.stderr.write(f"zhouqi: {error}\n")
        raise typer.Exit(2) from None
    path = "/readyz" if ready else "/livez"
    found = [_ask(host, port, path, timeout) for host, port in addresses]
    chosen = next((one for one in found if one.status is not None), found[0])
    if as_json:
        sys.stdout.write(json.dumps(asdict(chosen), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(f"{chosen.asked}: {'well' if chosen.well else 'not well'}{_because(chosen)}\n")
    raise typer.Exit(0 if chosen.well else 1)


def probe_command() -> typer.Typer:
    """``zhouqi`` with this command in it and nothing else, which reads and answers the same."""
    app = typer.Typer(name="zhouqi", rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback()(_only)
    app.command(NAME)(probe)
    return app


def _only() -> None:
    """Keeps the command's name a part of the line."""


def _address(part: Part) -> tuple[str, int]:
    name, default = _PORTS[part]
    host = os.environ.get("ZHOUQI_HTTP_HOST", "")
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise NotAPort(f"{name} is no port: {text!r}")
    return _LOOPBACK if host in _EVERYWHERE else host, int(text)


def _ask(host: str, port: int, path: str, seconds: float) -> ProbeResult:
    """What the process answers; an answer that is not whole in time is none, however steadily it drips."""
    asked = f"http://{host}:{port}{path}"
    connection, late = HTTPConnection(host, port, timeout=seconds), Event()
    ending: Timer | None = None
    try:
        connection.connect()
        ending = Timer(seconds, _hang_up, (connection.sock, late))
        ending.start()
        connection.request("GET", path)
        answer = connection.getresponse()
        found = ProbeResult(asked, answer.status == 200, answer.status, _read(answer.read(_LONGEST_ANSWER)))
    except (OSError, HTTPException) as error:
        found = ProbeResult(asked, well=False, status=None, said=f"{type(error).__name__}: {error}")
    finally:
        if ending is not None:
            ending.cancel()
        connection.close()
    return replace(found, well=False, status=None, said="no whole answer in time") if late.is_set() else found


def _hang_up(connected: socket, late: Event) -> None:
    late.set()
    with suppress(OSError):
        connected.shutdown(SHUT_RDWR)


def _read(body: bytes) -> object:
    try:
        read: object = json.loads(body)
    except ValueError:
        return body[:200].decode(errors="replace")
    return read


def _because(found: ProbeResult) -> str:
    if found.well:
        return ""
    said = found.said if isinstance(found.said, str) else json.dumps(found.said, ensure_ascii=False)
    return f" ({said if found.status is None else f'{found.status}: {said}'})"
