"""A projection folds the streams and the facts that it says it reads, and no other of its category."""

import random
from collections.abc import Mapping, Sequence

import pytest
from libs.events.tests.fold.deliver import messages, receiver
from libs.events.tests.sample import DECODER, AccountRows, Added, State, event
from libs.events.tests.stack import rows

from tests.postgres import Database
from zhouqi.events import Context, Event, Fact, ReadModel, StreamEvent
from zhouqi.events.fold import grouping
from zhouqi.events.fold.projection import AnyProjection
from zhouqi.events.fold.rebuild import ensure, rebuild
from zhouqi.events.log.connection import connect


class Some(AccountRows):
    """Leaves out what is private."""

    def reads(self, stream: str) -> bool:
        return super().reads(stream) and not stream.endswith("/private")


some = Context(
    name="some",
    origin=f"{__name__}:some",
    read_model=ReadModel(projections=(Some(),)),
    decoder=DECODER,
)


async def _folded(database: Database) -> list[str]:
    return [str(row[0]) for row in await rows(database.dsn, "select stream from account order by 1")]


async def test_what_a_projection_does_not_read_is_folded_neither_live_nor_anew(database: Database) -> None:
    await ensure(database.owner_dsn, some)
    sent = [event("account/a", 1), event("account/private", 1), event("other/a", 1), event("account", 1)]
    async with await connect(database.dsn) as conn:
        await receiver(some).receive(conn, messages(sent))

    assert await _folded(database) == ["account/a"]
    await rebuild(database.owner_dsn, some)
    assert await _folded(database) == ["account/a"]


async def test_without_asking_it_all_of_the_category_is_folded(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def whole(
        projection: AnyProjection, kinds: Mapping[str, Sequence[str]], streams: Mapping[str, Sequence[Event]]
    ) -> dict[str, Sequence[Event]]:
        return {stream: streams[stream] for stream in kinds.get(projection.category, ())}

    monkeypatch.setattr("zhouqi.events.fast.incremental.streams_of", whole)
    await ensure(database.owner_dsn, some)
    private = [event("account/private", 1)]
    async with await connect(database.dsn) as conn:
        await receiver(some).receive(conn, messages([event("account/a", 1), *private]))

    assert await _folded(database) == ["account/a", "account/private"]
    kinds, streams = {"account": ["account/private"]}, {"account/private": private}
    assert grouping.streams_of(some.read_model.projections[0], kinds, streams) == {}


class Additions(AccountRows):
    """Is told of what was added, and of nothing else."""

    facts = (Added,)

    def evolve(self, state: State, fact: Fact, event: StreamEvent) -> State:
        assert isinstance(fact, Added)
        return super().evolve(state, fact, event)


additions = Context(
    name="additions",
    origin=f"{__name__}:additions",
    read_model=ReadModel(projections=(Additions(),)),
    decoder=DECODER,
)
_ROWS = "select stream, total, count, stuck from account order by 1"
_FOLDS = "select stream, sequence, stuck from account_fold order by 1"


def _mixed() -> list[Event]:
    """Every third event adds; the others can't be read, and in the last stream there are no more than these."""
    return [
        event(f"account/{name}", sequence, sequence)
        if sequence % 3 == 0
        else event(f"account/{name}", sequence, type="Strange", data=b"{}")
        for name, last in (("a", 9), ("b", 7), ("c", 2))
        for sequence in range(1, last + 1)
    ]


@pytest.mark.parametrize("seed", range(4))
async def test_a_projection_that_names_its_facts_is_told_of_no_others(database: Database, seed: int) -> None:
    await ensure(database.owner_dsn, additions)
    chance, waiting = random.Random(seed), _mixed()
    chance.shuffle(waiting)
    async with await connect(database.dsn) as conn:
        while waiting:
            batch, waiting = waiting[: (size := chance.randint(1, 6))], waiting[size:]
            await receiver(additions).receive(conn, messages(batch))
    live = await rows(database.dsn, _ROWS), await rows(database.dsn, _FOLDS)

    assert live == (
        [("account/a", (3 * 7 + 6) * 7 + 9, 3, False), ("account/b", 3 * 7 + 6, 2, False)],
        [("account/a", 9, None), ("account/b", 6, None)],
    )
    await rebuild(database.owner_dsn, additions)
    assert live == (await rows(database.dsn, _ROWS), await rows(database.dsn, _FOLDS))


async def test_a_projection_that_does_not_is_told_of_all(database: Database) -> None:
    await ensure(database.owner_dsn, some)
    async with await connect(database.dsn) as conn:
        await receiver(some).receive(conn, messages(_mixed()))

    assert [row[3] for row in await rows(database.dsn, _ROWS)] == [True, True, True]


def test_another_fact_is_another_read_model() -> None:
    assert additions.read_model.fingerprint != ReadModel(projections=(AccountRows(),)).fingerprint
