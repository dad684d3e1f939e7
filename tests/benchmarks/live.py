"""From received messages to committed rows of all the cockpit's read models, as against a staged COPY.

The subject gets what a consumer hands on: batches of 500 messages in the order of the county's topics. It
decodes the envelopes, drops duplicates, writes the journal, folds 14 projections, refreshes the summaries
and remembers the offsets. The limit writes the same batches, encoded beforehand, through a staging table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from tests.benchmarks import limits, mix
from tests.benchmarks.measure import Bar, Figure, Pair, interleaved, rate
from tests.benchmarks.plan import Plan
from tests.benchmarks.world import World, migrated, settle
from tests.sealing import SIGNATURES, message
from zhouqi.cockpit.context import context
from zhouqi.events import JOURNAL, Event
from zhouqi.events.bus.message import Message
from zhouqi.events.bus.provenance import Provenance
from zhouqi.events.bus.receive import Receiver
from zhouqi.events.contracts import OWNERS
from zhouqi.events.fold.projector import Projector
from zhouqi.events.log.connection import Conn, connect

BATCH = 500
TRUST = Provenance(mix.COUNTY, OWNERS, SIGNATURES)


async def measure(world: World, plan: Plan) -> list[Figure]:
    """``live``: events a second of the county's mix; ``live-spread``: where each is of another stream."""
    mixed = await _measured(world, plan, spread=False)
    spread = await _measured(world, plan, spread=True)
    return [
        mixed.figure("live", "events/s", Bar(ratio=0.2, least=5_000)),
        spread.figure("live-spread", "events/s", Bar(ratio=0.2, least=3_000)),
    ]


async def _measured(world: World, plan: Plan, *, spread: bool) -> Pair:
    batches = plan.size(12, 1)
    count = batches * BATCH
    events, same = (mix.arriving(count * (plan.rounds + 1), spread=spread) for _ in range(2))
    with world.database() as database:
        await migrated(database, context)
        conn, admin = await connect(database.dsn), await connect(database.admin_dsn)
        await limits.make(admin)
        await settle(database)
        receiver = Receiver(Projector(context.read_model, context.decoder), TRUST)
        begun = written = 0

        async def received(_: int) -> float:
            nonlocal begun
            some = [list(delivered(events, BATCH, begun + number * BATCH)) for number in range(batches)]
            begun += count
            return await rate(count, receive(conn, receiver, some))

        async def staged(_: int) -> float:
            nonlocal written
            rows = [
                limits.encoded(limits.placed(islice(same, BATCH), written + number * BATCH))
                for number in range(batches)
            ]
            written += count
            return await rate(count, _stage(admin, rows))

        try:
            pair = await interleaved(plan.rounds, received, staged)
            staged_rows = await admin.execute("select count(*) from raw.log")
            assert await staged_rows.fetchone() == (written,)
            await check(conn, written)
        finally:
            await conn.close()
            await admin.close()
    return pair


def delivered(events: Iterator[Event], count: int, begin: int) -> Iterator[Message]:
    """The next ``count`` of ``events`` as a consumer hands them on."""
    for offset, event in enumerate(islice(events, count), begin):
        yield message(event, OWNERS[event.type], offset)


async def receive(conn: Conn, receiver: Receiver, batches: Sequence[Sequence[Message]]) -> None:
    """Take in each batch, which holds nothing that is known."""
    for deliveries in batches:
        received = await receiver.receive(conn, deliveries)
        assert received.journaled == len(deliveries)


async def _stage(conn: Conn, batches: Sequence[bytes]) -> None:
    for rows in batches:
        await limits.copy_staged(conn, rows)


async def check(conn: Conn, count: int) -> None:
    """All arrived; each projection folded every stream to the last event that it folds, and none is stuck."""
    assert await JOURNAL.head(conn) == count
    for projection in context.read_model.projections:
        types = None if projection.facts is None else [fact.type() for fact in projection.facts]
        wrong = await conn.execute(
            "select count(*) from (select stream, max(sequence) as head from log.journal"
            " where stream like %(like)s and (%(types)s::text[] is null or type = any(%(types)s))"
            f" group by stream) l full join {projection.fold_view} f using (stream)"
            " where f.stuck is not null or f.sequence is distinct from l.head",
            {"like": f"{projection.category}/%", "types": types},
        )
        assert await wrong.fetchone() == (0,), projection.name
