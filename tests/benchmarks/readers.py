"""The limit of a rebuild: a process that reads and decodes the rows of a part of a log, and folds nothing.

``python -m tests.benchmarks.readers DSN LOW HIGH`` reads positions above LOW up to HIGH, in order.
"""

from __future__ import annotations

import sys

from tests.benchmarks.loop import run
from zhouqi.cockpit.context import context
from zhouqi.events import JOURNAL
from zhouqi.events.log.connection import connect

_BATCH = 5_000


async def read(dsn: str, low: int, high: int) -> int:
    """Decode all events of these positions; returns how many there were."""
    conn = await connect(dsn, autocommit=True)
    count = 0
    try:
        while events := await JOURNAL.read(conn, low, min(_BATCH, high - low)):
            for event in events:
                context.decoder.decode(event)
            count += len(events)
            low = events[-1].position
    finally:
        await conn.close()
    return count


def main() -> None:
    """Read, and print how many."""
    dsn, low, high = sys.argv[1:]
    print(run(read(dsn, int(low), int(high))))


if __name__ == "__main__":
    main()
