"""The county as reading needs to know it, from its registers."""

from __future__ import annotations

from zhouqi.ingest.kinds import County
from zhouqi.service.runtime import Runtime


async def known_county(runtime: Runtime) -> County | None:
    """The county on its business day; None as long as its register was not read."""
    async with runtime.pool.connection() as conn:
        rows = await conn.execute("select key from register_entry where register = 'township'")
        townships = frozenset(str(row[0]) for row in await rows.fetchall())
    if not townships:
        return None
    return County(runtime.settings.county, townships, runtime.clock.today())
