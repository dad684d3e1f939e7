"""Reading what one has just written: ``?after=stream@sequence``.

A command answers with its stream and sequence. A read that is told them waits until they have arrived
here, for two seconds at most; then it answers all the same and says that it is behind.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from time import monotonic
from typing import Annotated, Final

from fastapi import Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from zhouqi.events.log.bounds import MAX_SEQUENCE, MAX_STREAM_LENGTH
from zhouqi.events.log.event_log import JOURNAL, STORE, Log
from zhouqi.service.http.problems import AFTER_INVALID, Problem
from zhouqi.service.identity.authorization import authorizer_of
from zhouqi.service.identity.identity import Identity
from zhouqi.service.storage.database import Pool

STALE_HEADER: Final = "X-Zhouqi-Stale"
WAIT_SECONDS = 2.0
_POLL_SECONDS: Final = 0.04


@dataclass(frozen=True, slots=True)
class After:
    """A place in a stream that a reader wants to see.

    Who does not see the whole county waits for streams that ``writer`` has written in alone: whether any other
    one exists, and how long it is, would be told by how soon the answer comes.
    """

    stream: str
    sequence: int
    writer: str | None = None

    @classmethod
    def parse(cls, text: str, reader: Identity) -> After:
        """``stream@sequence`` as a place, as far as ``reader`` may know of it. Raises Problem 400."""
        stream, _, number = text.rpartition("@")
        good = number.isascii() and number.isdecimal() and len(number) <= 10 and "\x00" not in stream
        if not good or not 1 <= len(stream) <= MAX_STREAM_LENGTH or not 1 <= int(number) <= MAX_SEQUENCE:
            raise Problem(AFTER_INVALID)
        return cls(stream, int(number), None if reader.scope.everywhere else reader.account)


async def _after(
    request: Request,
    after: Annotated[str | None, Query(max_length=220, description="`stream@sequence` to wait for")] = None,
) -> After | None:
    return None if after is None else After.parse(after, authorizer_of(request).identify(request))


AfterParam = Annotated[After | None, Depends(_after)]
"""Parameter type of a read."""


async def await_place(pool: Pool, after: After | None, response: Response) -> bool:
    """Wait until the place has arrived; otherwise mark ``response`` as stale and return False.

    Rows are folded in the transaction that writes the log, so what is in a log can be seen in its rows.
    """
    if after is None or await has_arrived(pool, after, WAIT_SECONDS):
        return True
    response.headers[STALE_HEADER] = "true"
    return False


async def has_arrived(pool: Pool, after: After, seconds: float) -> bool:
    """True as soon as the place is in one of the service's logs, False after ``seconds``."""
    end = monotonic() + seconds
    while True:
        if await _is_there(pool, after):
            return True
        if monotonic() >= end:
            return False
        await asyncio.sleep(min(_POLL_SECONDS, max(0.0, end - monotonic())))


async def _is_there(pool: Pool, after: After) -> bool:
    async with pool.connection() as conn:
        for log in (JOURNAL, STORE):
            query = _QUERIES[log.table]
            values = {"stream": after.stream, "sequence": after.sequence, "writer": after.writer}
            cursor = await conn.execute(query, values)
            if await cursor.fetchone() is not None:
                return True
    return False


def _query(log: Log) -> bytes:
    text = (
        f"select 1 from log.{log.table} e where stream = %(stream)s and sequence >= %(sequence)s"  # noqa: S608 - fixed
        " and (%(writer)s::text is null or exists"
        f" (select from log.{log.table} w where w.stream = e.stream and w.actor = %(writer)s)) limit 1"
    )
    return text.encode()


_QUERIES: Final = {log.table: _query(log) for log in (JOURNAL, STORE)}
