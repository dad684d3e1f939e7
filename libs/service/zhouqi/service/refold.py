"""Trying again what did not fold: at every start, and when an operator says so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from zhouqi.events.connection import Conn
from zhouqi.events.context import Context
from zhouqi.events.fold import Folder
from zhouqi.events.log import JOURNAL, STORE, Log

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Retried:
    """The streams that were folded again, and those of them that are stuck all the same."""

    tried: tuple[str, ...]
    still: tuple[str, ...]


async def refold_stuck(
    conn: Conn, context: Context, folder: Folder, streams: Collection[str] | None = None
) -> Retried:
    """Fold again every stream that did not fold to its end, or those of ``streams``. Commits.

    Each batch holds its log's lock, like any write. Raises WrongVersion.
    """
    tried: list[str] = []
    for log in (JOURNAL, STORE):
        waiting = sorted(name for name in await _stuck(conn, context, folder, log) if _wanted(name, streams))
        await conn.commit()
        for start in range(0, len(waiting), _AT_ONCE):
            batch = waiting[start : start + _AT_ONCE]
            async with conn.transaction():
                await log.lock(conn)
                await folder.check_version(conn)
                await folder.refold(conn, log, batch)
                await folder.refresh(conn, batch)
            await conn.commit()
            tried += batch
    still = {name for log in (JOURNAL, STORE) for name in await _stuck(conn, context, folder, log)}
    await conn.commit()
    return Retried(tuple(tried), tuple(sorted(still & set(tried))))


async def _stuck(conn: Conn, context: Context, folder: Folder, log: Log) -> set[str]:
    found: set[str] = set()
    for projection in context.read_model.projections:
        if projection.log is log:
            found.update(await folder.stuck(conn, projection))
    return found


def _wanted(name: str, streams: Collection[str] | None) -> bool:
    return streams is None or name in streams
