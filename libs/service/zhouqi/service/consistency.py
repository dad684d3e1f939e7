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
from starlette.responses import Response

from zhouqi.events.event import MAX_SEQUENCE, MAX_STREAM_LENGTH
from zhouqi.events.log import JOURNAL, STORE, Log
from zhouqi.service.database import Pool
from zhouqi.service.problems import AFTER_INVALID, Problem

STALE_HEADER: Final = "X-Zhouqi-Stale"
WAIT_SECONDS: Final = 2.0
_POLL_SECONDS: Final = 0.04


@dataclass(frozen=True, slots=True)
class After:
    """A place in a stream that a reader wants to see."""

    stream: str
    sequence: int

    @classmethod
    def parse(cls, text: str) -> After:
        """``stream@sequence`` as a place. Raises Problem 400."""
        stream, _, number = text.rpartition("@")
        good = number.isascii() and number.isdecimal() and len(number) <= 10 and "\x00" not in stream
        if not good or not 1 <= len(stream) <= MAX_STREAM_LENGTH or not 1 <= int(number) <= MAX_SEQUENCE:
            raise Problem(AFTER_INVALID)
        return cls(stream, int(number))


async def _after(
    after: Annotated[str | None, Query(max_length=220, description="`stream@sequence` to wait for")] = None,
) -> After | None:
    return None if after is None else After.parse(after)


AfterParam = Annotated[After | None, Depends(_after)]
"""Parameter type of a read."""


async def await_place(
    pool: Pool, after: After | None, response: Response, seconds: float = WAIT_SECONDS
) -> bool:
    """Wait until the place has arrived; otherwise mark ``response`` as stale and return False.

    Rows are folded in the transaction that writes the log, so what is in a log can be seen in its rows.
    """
    if after is None or await has_arrived(pool, after, seconds):
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
            cursor = await conn.execute(query, (after.stream, after.sequence))
            if await cursor.fetchone() is not None:
                return True
    return False


def _query(log: Log) -> bytes:
    text = f"select 1 from log.{log.table} where stream = %s and sequence >= %s limit 1"  # noqa: S608 - fixed names
    return text.encode()


_QUERIES: Final = {log.table: _query(log) for log in (JOURNAL, STORE)}
