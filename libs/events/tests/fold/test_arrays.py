"""Lists of texts, ids and numbers arrive as the arrays that they are, whatever stands in them."""

from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from libs.events.tests.fold.test_copy_load import TEXT

from tests.postgres import Database
from zhouqi.events.log.arrays import Integers, Texts, Uuids
from zhouqi.events.log.connection import connect


async def _back(database: Database, array: Texts | Uuids | Integers) -> object:
    async with await connect(database.dsn) as conn:
        row = await (await conn.execute("select %s", (array,))).fetchone()
    assert row is not None
    return row[0]


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXT, max_size=8))
@example(["", "null", 'a "b", {c}', "\\", "\x01\n", "周期"])
@example([])
async def test_texts(database: Database, texts: list[str]) -> None:
    assert await _back(database, Texts(texts)) == texts


async def test_ids_and_numbers(database: Database) -> None:
    ids = [UUID(int=0), UUID(int=2**128 - 1)]

    assert await _back(database, Uuids(ids)) == ids
    assert await _back(database, Integers([-(2**31), 0, 2**31 - 1])) == [-(2**31), 0, 2**31 - 1]


async def test_a_text_with_nul_is_refused_and_nothing_else(database: Database) -> None:
    with pytest.raises(psycopg.DataError):
        await _back(database, Texts(["a", "b\x00"]))
