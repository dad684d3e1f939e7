"""Take a log's protection away: no lock, and positions from a sequence, as most outboxes do it."""

from collections.abc import Callable

import psycopg

from tests.postgres import Database
from zhouqi.events import Log
from zhouqi.events.commands import handle
from zhouqi.events.log import event_log
from zhouqi.events.log.connection import Conn

_GAP = 10_000


def make_sequence(database: Database) -> None:
    """Where positions come from once the log's lock is gone."""
    with psycopg.connect(database.owner_dsn, autocommit=True) as owner:
        owner.execute(f"create sequence log.loose increment {_GAP} minvalue 0")
        owner.execute(f"grant usage on sequence log.loose to {database.runtime_role}")


def loosen(setting: Callable[[object, str, object], None]) -> None:
    """Patch ``Log`` by ``setting`` (``setattr`` or a monkeypatch's) to write without its lock."""

    async def no_lock(self: Log, conn: Conn) -> None:
        return

    async def drawn(self: Log, conn: Conn) -> int:
        row = await (await conn.execute("select nextval('log.loose')")).fetchone()
        assert row is not None
        return int(str(row[0]))

    setting(Log, "lock", no_lock)
    setting(Log, "head", drawn)
    for module in (event_log, handle):  # the statement that finds the head itself is for few events
        setting(module, "MAX_INLINE", 0)
