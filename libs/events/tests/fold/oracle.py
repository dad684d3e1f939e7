"""What the rows must be, by code that shares nothing with the product's fold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import reduce

from libs.events.tests.stack import rows

from zhouqi.events.log.connection import Row

Batch = Iterable[tuple[str, int]]
ACCOUNTS = "select stream, total, count, stuck from account order by 1"
NUMBERS = "select stream, place, number from account_number order by 1, 2"
SUMMARY = "select name, total, stuck from account_list order by 1"


def expected(
    arrived: Batch, numbers: Mapping[tuple[str, int], int], bad: frozenset[tuple[str, int]] = frozenset()
) -> tuple[list[Row], list[Row], list[Row]]:
    """The three tables when ``arrived`` places hold ``numbers`` and those in ``bad`` don't read."""
    sequences: dict[str, set[int]] = defaultdict(set)
    for stream, sequence in arrived:
        sequences[stream].add(sequence)
    accounts: list[Row] = []
    children: list[Row] = []
    for stream in sorted(sequences):
        prefix: list[int] = []
        stuck = False
        for sequence in sorted(sequences[stream]):
            if (stream, sequence) in bad:
                stuck = True
                break
            prefix.append(numbers[stream, sequence])
        total = reduce(lambda before, number: 7 * before % 1_000_003 + number, prefix, 0)
        accounts.append((stream, total, len(prefix), stuck))
        children += [(stream, place, number) for place, number in enumerate(prefix)]
    return accounts, children, [(stream, total, stuck) for stream, total, _, stuck in accounts]


async def found(dsn: str, like: str = "account/%") -> tuple[list[Row], list[Row], list[Row]]:
    """The three tables as they are, of streams ``like``."""
    return (
        await rows(dsn, ACCOUNTS.replace("order", "where stream like %s order"), like),
        await rows(dsn, NUMBERS.replace("order", "where stream like %s order"), like),
        await rows(dsn, SUMMARY.replace("order", "where name like %s order"), like),
    )
