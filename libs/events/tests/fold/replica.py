"""A replica in a process of its own: receives its share of every stream, a round at a time.

``python -m libs.events.tests.fold.replica DSN SHARE ROUNDS [unprotected]``; a line on standard input begins
a round, a line on standard output ends it and names the error if there was one.
"""

import asyncio
import sys

import psycopg
from libs.events.tests.fold.deliver import messages, receiver
from libs.events.tests.fold.unprotected import loosen
from libs.events.tests.sample import event

from zhouqi.events.log.connection import connect

STREAMS = 10
LENGTH = 4


def streams(number: int) -> list[str]:
    """The streams of a round."""
    return [f"account/{number}-{name}" for name in range(STREAMS)]


async def run(dsn: str, share: int, rounds: int) -> None:
    """Receive the odd sequences, or the even ones."""
    async with await connect(dsn) as conn:
        for number in range(rounds):
            sequences = range(share + 1, LENGTH + 1, 2)
            batch = messages(
                [event(stream, sequence) for sequence in sequences for stream in streams(number)]
            )
            sys.stdin.readline()
            try:
                await receiver().receive(conn, batch)
            except psycopg.Error as error:
                print(type(error).__name__, flush=True)
            else:
                print("done", flush=True)


if __name__ == "__main__":
    if "unprotected" in sys.argv:
        loosen(setattr)
    asyncio.run(run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
