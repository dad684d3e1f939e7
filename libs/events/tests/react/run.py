"""A reaction on a database of its own, worked off step by step."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from libs.events.tests.sample import OWNERS, TRUST, Added, Mirrors, event, folder, handler, reader
from libs.events.tests.stack import rows

from tests import sealing
from tests.postgres import Database
from zhouqi.events import JOURNAL, Context, Event, Heartbeat, Intent, Reaction
from zhouqi.events.bus.message import Message
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.commands.react import React, Reactor
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.connection import Conn, connect
from zhouqi.events.log.follow import Cursor, hold
from zhouqi.events.log.notify import Waiter

CURSOR = "reaction:mirror"


def context(react: React) -> Context:
    """The sample's reader, with this reaction instead of its own."""
    return replace(reader, reactions=(Reaction("mirror", (Added,), Mirrors(), "first", react),))


def mirrored(of: Event, total: int) -> Intent:
    """The mirror of the event's account is told ``total``."""
    return Intent(of.stream.replace("account/", "mirror/"), total)


@asynccontextmanager
async def reactor(database: Database, react: React) -> AsyncIterator[tuple[Reactor, Cursor]]:
    """The reaction's runner and its cursor."""
    within = context(react)
    await ensure(database.owner_dsn, within)
    runner = Reactor(
        within.reactions[0], database.dsn, handler(within), Waiter(), Heartbeat("mirror"), within.decoder
    )
    async with hold(database.dsn, JOURNAL, CURSOR) as cursor:
        assert cursor is not None
        yield runner, cursor


async def happen(database: Database, events: Sequence[Event]) -> None:
    """The journal takes these."""
    conn = await connect(database.dsn)
    try:
        await Receiver(folder(reader), TRUST).receive(conn, [message(one) for one in events])
    finally:
        await conn.close()


def message(of: Event, offset: int = 0) -> Message:
    """The event as its topic delivers it."""
    return sealing.message(of, OWNERS[of.type], offset)


def added(count: int, accounts: int) -> list[Event]:
    """``count`` events, one after another for ``accounts`` accounts in turn."""
    return [event(f"account/{place % accounts}", place // accounts + 1) for place in range(count)]


async def answered(database: Database) -> list[str]:
    """The streams of what was written in answer, in order."""
    return [str(row[0]) for row in await rows(database.dsn, "select stream from event order by position")]


async def position(database: Database) -> int:
    """Where the reaction's cursor stands in the database."""
    [(found,)] = await rows(database.dsn, "select position from log.cursor where name = %s", CURSOR)
    return int(str(found))


async def parked(conn: Conn) -> list[str]:
    """The streams of the parked reactions."""
    found = await conn.execute("select stream from log.parked where kind = 'reaction' order by number")
    return [str(row[0]) for row in await found.fetchall()]
