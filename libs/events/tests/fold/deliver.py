"""Events as a topic delivers them, and receivers that can be held before their commit."""

import asyncio
from collections.abc import Iterable, Sequence

from libs.events.tests.sample import OWNERS, TRUST, reader
from libs.events.tests.stack import rows, until

from tests import sealing
from zhouqi.events import Context, Event, Log
from zhouqi.events.bus.message import Message
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.fold.projector import Projector
from zhouqi.events.log.connection import Conn


def messages(events: Sequence[Event], first_offset: int = 0) -> list[Message]:
    """``events`` as they stand in one partition from ``first_offset`` on."""
    return [
        sealing.message(event, OWNERS[event.type], offset)
        for offset, event in enumerate(events, start=first_offset)
    ]


def receiver(context: Context = reader) -> Receiver:
    """A receiver of ``context``."""
    return Receiver(Projector(context.read_model, context.decoder), TRUST)


class HeldFolder(Projector):
    """Folds, and then holds the transaction open until it is let go."""

    def __init__(self, context: Context = reader) -> None:
        super().__init__(context.read_model, context.decoder)
        self.folded = asyncio.Event()
        self.release = asyncio.Event()

    async def fold(self, conn: Conn, log: Log, events: Sequence[Event], marked: Iterable[str] = ()) -> None:
        await super().fold(conn, log, events, marked)
        self.folded.set()
        await self.release.wait()


async def waits_for_lock(admin_dsn: str, pid: int) -> None:
    """Return when the backend ``pid`` waits for someone's lock, whichever kind."""

    async def waits() -> bool:
        return bool(await rows(admin_dsn, "select from pg_locks where pid = %s and not granted", pid))

    await until(waits, f"backend {pid} waits for a lock")
