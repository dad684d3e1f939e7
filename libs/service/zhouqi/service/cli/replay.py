"""``zhouqi events replay``: a log from its first event on, as it was published, for audits and other programs."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta
from typing import Annotated, Final

import typer

from zhouqi.events.bus.envelope import encode
from zhouqi.events.clock import COUNTY_ZONE
from zhouqi.events.contracts.catalogue import OWNERS
from zhouqi.events.log.event import Event
from zhouqi.events.log.event_log import Log
from zhouqi.service.cli.connection import connected
from zhouqi.service.cli.exits import Exit
from zhouqi.service.cli.logs import LogOption, Types, log_of
from zhouqi.service.cli.options import DATA, Data, ServiceName, run_async, settings
from zhouqi.service.service import find
from zhouqi.service.settings import Settings

_BATCH: Final = 1_000

Day = Annotated[
    datetime | None,
    typer.Option(
        "--as-of", formats=["%Y-%m-%d"], help="What had happened by the end of this day of the county."
    ),
]
Moment = Annotated[
    datetime | None,
    typer.Option(
        "--known-at",
        formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"],
        help="What was recorded by then, in the county's time; a day alone means its end.",
    ),
]


def replay(
    service: ServiceName,
    log: LogOption = None,
    after: Annotated[int, typer.Option("--after", min=0, help="Behind this position of the log.")] = 0,
    types: Types = None,
    as_of: Day = None,
    known_at: Moment = None,
    data: Data = DATA,
) -> None:
    """Print a log from its first event on: a CloudEvent a line, as it is on the bus.

    The order is that of the log. Standard error says how many there were; exit code 1 when there was none.

        zhouqi events replay cockpit > events.jsonl
        zhouqi events replay cockpit --type LightChanged --as-of 2026-09-30
        zhouqi events replay issues --known-at 2026-09-30T12:00:00
    """
    asked = _Asked(after, types, _end_of(as_of), _moment(known_at))
    found = settings(data)
    try:
        count = run_async(_print(found, service, log_of(find(service), log), asked))
    except BrokenPipeError:  # the reader has seen enough
        raise typer.Exit(Exit.FINE) from None
    typer.echo(f"zhouqi: {count} events", err=True)
    if not count:
        raise typer.Exit(Exit.FOUND)


class _Asked:
    """Which events."""

    def __init__(
        self, after: int, types: list[str] | None, happened: datetime | None, recorded: datetime | None
    ) -> None:
        self.after = after
        self.types = types
        self._happened = happened
        self._recorded = recorded

    def wants(self, event: Event) -> bool:
        """Whether ``event`` had happened, and was recorded, by then."""
        happened = self._happened is None or event.occurred_at < self._happened
        return happened and (self._recorded is None or event.recorded_at < self._recorded)


async def _print(found: Settings, service: str, log: Log, asked: _Asked) -> int:
    count, out = 0, sys.stdout
    async for event in _events(found, service, log, asked):
        if asked.wants(event):
            out.write(encode(event, OWNERS.get(event.type, service)).decode() + "\n")
            count += 1
    out.flush()
    return count


async def _events(found: Settings, service: str, log: Log, asked: _Asked) -> AsyncIterator[Event]:
    async with connected(found, service) as conn:
        position = asked.after
        while True:
            events = await log.read(conn, position, _BATCH, asked.types)
            await conn.commit()  # a long replay holds no snapshot
            for event in events:
                yield event
                position = event.position
            if len(events) < _BATCH:
                return


def _end_of(day: datetime | None) -> datetime | None:
    return None if day is None else day.replace(tzinfo=COUNTY_ZONE) + timedelta(days=1)


def _moment(said: datetime | None) -> datetime | None:
    if said is None or said.time() == time.min:
        return _end_of(said)
    return said.replace(tzinfo=COUNTY_ZONE) + timedelta(seconds=1)
