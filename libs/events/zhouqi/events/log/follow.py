"""Follow a log: one holder at a time, in position order, from a cursor that is kept in the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from zhouqi.events.log.connection import Conn, connect
from zhouqi.events.log.event_log import Log

_LOCKS = 728
_MOVE = "update log.cursor set position = %s, moved_at = now() where name = %s and position = %s"
_MOVE_LIGHTLY = f"{_MOVE} and set_config('synchronous_commit', 'off', true) is not null"


class CursorLost(Exception):
    """Someone else moved the cursor: this holder was taken for dead. It must start over."""


@dataclass(slots=True)
class Cursor:
    """A place in a log, held by one follower, on the connection that holds the lock.

    The lock is a session's: it goes when the connection goes, however its process ends.
    """

    conn: Conn
    log: Log
    name: str
    position: int

    async def move(self, position: int, *, durable: bool = True) -> None:
        """Move the cursor within the caller's transaction. Raises CursorLost.

        Where doing once more what lies behind the cursor is harmless, and nothing else was written, the
        move need not be ``durable``: the commit then does not wait for the disk, and a server that dies
        within the next second may forget it.
        """
        moved = await self.conn.execute(
            _MOVE if durable else _MOVE_LIGHTLY, (position, self.name, self.position)
        )
        if moved.rowcount != 1:
            raise CursorLost(self.name)
        self.position = position

    async def reload(self) -> None:
        """Forget a move whose transaction was rolled back."""
        self.position = await _position(self.conn, self.name)


@asynccontextmanager
async def hold(dsn: str, log: Log, name: str, start: str = "first") -> AsyncIterator[Cursor | None]:
    """Hold the cursor ``name`` of ``log``, or yield None while another follower holds it.

    ``start`` says where a cursor that does not exist yet begins: at the ``first`` event or at the
    ``head``. The connection is the follower's own, not in autocommit.
    """
    conn = await connect(dsn)
    try:
        taken = await conn.execute("select pg_try_advisory_lock(%s, hashtext(%s))", (_LOCKS, name))
        row = await taken.fetchone()
        await conn.commit()
        if row is None or row[0] is not True:
            yield None
            return
        await _begin(conn, log, name, start)
        yield Cursor(conn, log, name, await _position(conn, name))
    finally:
        await conn.close()


async def _begin(conn: Conn, log: Log, name: str, start: str) -> None:
    position = await log.head(conn) if start == "head" else 0
    await conn.execute(
        "insert into log.cursor (name, position) values (%s, %s) on conflict do nothing",
        (name, position),
    )
    await conn.commit()


async def _position(conn: Conn, name: str) -> int:
    found = await conn.execute("select position from log.cursor where name = %s", (name,))
    row = await found.fetchone()
    await conn.commit()
    if row is None or not isinstance(row[0], int):
        raise CursorLost(name)
    return row[0]
