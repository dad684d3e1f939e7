"""Which of the mechanism's advisory locks are held, and waited for, in one database."""

from libs.events.tests.stack import rows

from tests.postgres import Database

STORE_LOCK, JOURNAL_LOCK, WORKERS_LOCK, REBUILD_LOCK = 1, 2, 3, 4
_LOCKS = (
    "select distinct pid from pg_locks join pg_database d on d.oid = database where datname = %s"
    " and locktype = 'advisory' and objid = any(%s) and granted = %s"
)


async def waits_for_advisory_lock(database: Database, *locks: int) -> bool:
    """Whether someone waits for one of ``locks``."""
    return await rows(database.dsn, _LOCKS, database.name, list(locks), "f") != []


async def holders(database: Database, lock: int) -> int:
    """How many sessions hold ``lock``."""
    return len(await rows(database.dsn, _LOCKS, database.name, [lock], "t"))
