"""The close of a day: once what was due on it was collected, linked and connected, or is late beyond the hour."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid5

from zhouqi.events import AnyCommand, Command
from zhouqi.events.contracts import PUBLISHED
from zhouqi.events.log.watermark import count_written
from zhouqi.ingest.connection.connection_pass import run_connection_pass
from zhouqi.ingest.connection.rules import rule_book
from zhouqi.ingest.crosswalk.links import link_records
from zhouqi.ingest.day_close.commands import CloseDay
from zhouqi.ingest.day_close.decider import DayCloseDecider
from zhouqi.ingest.schedule.due import Closable
from zhouqi.ingest.schedule.status import CollectionStatus, collection_status, last_closed, schedule_for
from zhouqi.service.loops.day_check import day_check
from zhouqi.service.loops.health import Check, CheckResult, State
from zhouqi.service.runtime import Runtime

_DAYS = UUID("0b6d2c50-5f3c-5c57-9d55-5a3f3f1b0c04")


async def link_and_connect(runtime: Runtime) -> None:
    """Link what can be linked, then say whose connection has changed."""
    await link_records(runtime)
    await run_connection_pass(runtime, rule_book())


async def close_days(runtime: Runtime) -> list[date]:
    """Close every day that may be closed, one by one in their order, and say the last close anew if less is late.

    Returns the days.
    """
    if not _closes(await collection_status(runtime)):
        return []
    await link_and_connect(runtime)
    at = await collection_status(runtime)
    closes = _closes(at)
    async with runtime.pool.connection() as conn:
        counted = await count_written(conn, PUBLISHED["ingest"])
    commands: list[AnyCommand] = [
        Command(
            id=uuid5(_DAYS, "/".join((runtime.settings.county, str(one.day), *one.late))),
            stream=f"collection/day-{one.day}",
            body=CloseDay(one.day, counted, one.late),
            occurred_at=at.now,
        )
        for one in closes
    ]
    await runtime.handle(DayCloseDecider(), commands)
    return [one.day for one in closes]


def _closes(at: CollectionStatus) -> list[Closable]:
    corrected = at.corrected
    return [*([] if corrected is None else [corrected]), *at.closable]


def collected_check(runtime: Runtime) -> Check:
    """Ready means that the county was collected once."""

    async def find() -> CheckResult:
        async with runtime.pool.connection() as conn:
            closed = await last_closed(conn)
        return CheckResult(State.OK if closed else State.FAILED)

    return Check("ingest/first_day", find)


def closing_check(runtime: Runtime) -> Check:
    """Degraded means that days are not closed any more, though the county's hour has passed."""
    return day_check(runtime, owed=schedule_for(runtime).owed)
