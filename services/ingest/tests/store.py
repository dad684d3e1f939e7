"""What ingest has written."""

from __future__ import annotations

from typing import TypeVar

from zhouqi.events import STORE, Decoder, Fact
from zhouqi.service.runtime import Runtime

F = TypeVar("F", bound=Fact)


async def facts_of(runtime: Runtime) -> list[Fact]:
    """All facts, in the order in which they were written."""
    async with runtime.pool.connection() as conn:
        events = await STORE.read(conn, 0, 1_000_000)
    return [Decoder().decode(event) for event in events]


async def facts(runtime: Runtime, of: type[F]) -> list[F]:
    """The facts of one type."""
    return [fact for fact in await facts_of(runtime) if isinstance(fact, of)]
