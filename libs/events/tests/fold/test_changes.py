"""Who knows what rows a stream had writes only what differs; the tables come to the same."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from libs.events.tests.fold.everything import EVERYTHING, Of
from psycopg import sql

from tests.postgres import Database
from zhouqi.events.fold import tables
from zhouqi.events.fold.projection import TableRow
from zhouqi.events.fold.tables import Folded
from zhouqi.events.log.connection import Row, connect

Many = dict[int, str]
MANY = st.dictionaries(st.integers(0, 4), st.sampled_from(["a", "b"]), max_size=4)


def _folded(many: Many, sequence: int, before: Many | None) -> Folded:
    def rows(some: Many) -> dict[str, list[TableRow]]:
        return {"many": [{"place": place, "text": text} for place, text in some.items()]}

    return Folded(
        "everything/1", sequence, Of(None), rows(many), None, None if before is None else rows(before)
    )


async def _written(database: Database, *folds: Folded) -> list[Row]:
    """The rows after each of ``folds`` was written, with the transaction's number of each; nothing stays."""
    async with await connect(database.owner_dsn) as conn:
        await conn.execute("create schema changes")
        await conn.execute("set local search_path = changes")
        ddl = (EVERYTHING.key_ddl(), EVERYTHING.index_ddl())
        indexes = [one for tables in ddl for some in tables.values() for one in some]
        for statement in (*EVERYTHING.ddl(), *indexes):
            await conn.execute(sql.SQL(statement))
        for folded in folds:
            async with conn.transaction():
                await tables.upsert(conn, EVERYTHING, [folded])
        found = await (
            await conn.execute("select stream, place, text, xmin::text from many order by place")
        ).fetchall()
        await conn.rollback()
    return found


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # rolled back
@given(MANY, MANY)
@example({1: "a", 2: "a"}, {1: "a", 2: "b", 3: "a"})
@example({1: "a", 2: "a"}, {2: "a"})
@example({1: "a"}, {})
async def test_the_rows_are_the_same(database: Database, before: Many, after: Many) -> None:
    first = _folded(before, 1, {})

    known = await _written(database, first, _folded(after, 2, before))
    unknown = await _written(database, first, _folded(after, 2, None))

    assert [row[:3] for row in known] == [row[:3] for row in unknown]
    assert [row[1:3] for row in known] == sorted(after.items())


async def test_a_row_that_stays_is_not_written(database: Database) -> None:
    first, second = _folded({1: "a", 2: "a"}, 1, {}), _folded({1: "a", 2: "b"}, 2, {1: "a", 2: "a"})

    rows = await _written(database, first, second)

    assert len({row[3] for row in rows}) == 2, "each was written by a transaction of its own"
