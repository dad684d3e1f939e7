"""Ingest's plain table of the files that lie in drop folders: what they are known by, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from zhouqi.events.log.connection import Conn
from zhouqi.ingest.sheets.refusal import RefusalCause
from zhouqi.ingest.sources.reader import FolderChanges, KnownFile


async def known_files(conn: Conn, kind: str) -> Mapping[bytes, KnownFile]:
    """The files of a kind that lay in its folder when it was looked into last, by their names."""
    rows = await conn.execute(
        "select name, shown, mark, digest, cause, said from app.dropped_file where kind = %s", (kind,)
    )
    return {seen.name: seen for row in await rows.fetchall() if (seen := _seen(row))}


async def save_files(conn: Conn, kind: str, files: FolderChanges, at: datetime | None) -> None:
    """Remember what became of files. The caller commits, with what came of them or after it."""
    if files.seen:
        await conn.cursor().executemany(
            "insert into app.dropped_file (kind, name, shown, mark, digest, cause, said, seen_at)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s)"
            " on conflict (kind, name) do update set shown = excluded.shown, mark = excluded.mark,"
            " digest = excluded.digest, cause = excluded.cause, said = excluded.said, seen_at = excluded.seen_at",
            [
                (kind, one.name, one.shown, one.mark, one.digest, one.cause, one.said, at)
                for one in files.seen
            ],
        )
    if files.gone:
        await conn.execute(
            "delete from app.dropped_file where kind = %s and name = any(%s)", (kind, list(files.gone))
        )


def _seen(row: tuple[object, ...]) -> KnownFile | None:
    match row:
        case (bytes() as name, str() as shown, str() | None as mark, str() as digest, cause, str() as said):
            return KnownFile(
                name, shown, mark, digest, None if cause is None else RefusalCause(str(cause)), said
            )
        case _:
            return None
