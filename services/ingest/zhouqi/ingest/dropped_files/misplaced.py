"""What lies beside the folders of the kinds: nobody reads it there, so the page has to say that it lies there."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Final

from zhouqi.ingest.kinds import KINDS, DropFolder
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.sheets.refusal import RefusalCause
from zhouqi.ingest.sources.drop_folder.folder import FolderEntry, entries
from zhouqi.service.runtime import Runtime

NO_KIND: Final = ""
"""What such a file is kept under: it may be of any kind."""
FOLDERS: Final = frozenset(
    os.fsencode(kind.wire.folder) for kind in KINDS if isinstance(kind.wire, DropFolder)
)
_MOST: Final = 200


async def note_misplaced(runtime: Runtime) -> None:
    """Remember what lies in the folder of all drops and is no kind's own folder, and forget what was taken away.

    A folder that can't be read is said by the kinds that are read from it.
    """
    drops = runtime.own(IngestSettings).drops
    if drops is None:
        return
    try:
        found = await asyncio.to_thread(_misplaced, drops)
    except OSError:
        return
    now = runtime.clock.now()
    async with runtime.pool.connection() as conn:
        await conn.execute(
            "delete from app.dropped_file where kind = %s and name <> all(%s)",
            (NO_KIND, [one.name for one in found]),
        )
        await conn.cursor().executemany(
            "insert into app.dropped_file (kind, name, shown, digest, cause, said, seen_at)"
            " values (%s, %s, %s, '', %s, '', %s) on conflict (kind, name) do nothing",
            [(NO_KIND, one.name, one.shown, RefusalCause.MISPLACED, now) for one in found],
        )


def _misplaced(drops: Path) -> list[FolderEntry]:
    return [entry for entry in entries(drops) if entry.name not in FOLDERS][:_MOST]
