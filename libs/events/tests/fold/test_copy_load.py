"""What COPY writes of folded streams is what an upsert writes of them, whatever their rows hold."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from libs.events.tests.fold.everything import EVERYTHING, Colour, Of
from psycopg import sql

from tests.postgres import Database
from zhouqi.events.fast import copy_load
from zhouqi.events.fold import tables
from zhouqi.events.fold.projection import TableRow
from zhouqi.events.fold.tables import REFUSED, Folded
from zhouqi.events.log.connection import Row, connect

TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
) | st.sampled_from(
    ["", "null", "NULL", "\\N", "\\.", '"', "\\", "a\nb", "\r", "\t", ",", "{}", "[1]", "]\n[", "é周期"]
)
ONE = st.fixed_dictionaries(
    {"texts": st.lists(TEXT | st.none(), max_size=3)},
    optional={
        "text": TEXT,
        "number": st.integers(-(2**31), 2**31 - 1),
        "amount": st.decimals(-(10**12), 10**12, places=4),
        "yes": st.booleans(),
        "day": st.dates(),
        "at": st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001
        "id": st.uuids(),
        "colour": st.sampled_from(Colour),
        "days": st.lists(st.dates(), max_size=2),
        "said": st.dictionaries(TEXT, TEXT | st.none(), max_size=2),
        "known": st.lists(TEXT | st.booleans(), max_size=2),
    },
)
FULL = {
    "text": 'a\n"b"\\',
    "number": -1,
    "amount": Decimal("-0.10"),
    "yes": False,
    "day": date(2026, 10, 30),
    "at": datetime(2026, 10, 30, 4, 0, tzinfo=UTC),
    "id": UUID(int=7),
    "colour": Colour.NULL,
    "texts": ["", None, "null", 'a "b", {c}'],
    "days": [],
    "said": {"a": "\n"},
    "known": [],
}


async def _written(database: Database, put: str, folded: Sequence[Folded]) -> list[list[Row]]:
    """What is in the tables after they were written in one of the two ways; nothing stays."""
    async with await connect(database.owner_dsn) as conn:
        await conn.execute("create schema bulk")
        await conn.execute("set local search_path = bulk")
        ddl = (EVERYTHING.key_ddl(), EVERYTHING.index_ddl())
        indexes = [one for tables in ddl for some in tables.values() for one in some]
        for statement in (*EVERYTHING.ddl(), *(indexes if put == "upsert" else ())):
            await conn.execute(sql.SQL(statement))
        await (tables.upsert if put == "upsert" else copy_load.load)(conn, EVERYTHING, folded)
        found = []
        for name, columns in (
            ("everything_stream", "stream, fold_sequence, fold_state::text, stuck, has_row"),
            ("one", "*"),
            ("many", "*"),
        ):
            query = sql.SQL("select {} from {} order by stream, 2").format(
                sql.SQL(columns), sql.Identifier(name)
            )
            found.append(await (await conn.execute(query)).fetchall())
        await conn.rollback()
    return found


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # rolled back
@given(
    st.lists(
        st.tuples(TEXT | st.none(), TEXT | st.none(), ONE | st.none(), st.lists(TEXT, max_size=2)),
        min_size=1,
        max_size=4,
    )
)
@example([("a\nb", "\\", FULL, ["\n", ""]), (None, None, None, [])])
async def test_copied_rows_are_those_that_an_upsert_writes(
    database: Database, drawn: list[tuple[str | None, str | None, TableRow | None, list[str]]]
) -> None:
    folded = [
        Folded(
            f"everything/{number}",
            number,
            None if said is None else Of(said),
            {
                "one": [] if one is None else [one],
                "many": [{"place": place, "text": text} for place, text in enumerate(many)],
            },
            stuck,
        )
        for number, (said, stuck, one, many) in enumerate(drawn)
    ]

    copied = await _written(database, "copy", folded)

    assert copied == await _written(database, "upsert", folded)
    assert len(copied[0]) == len(drawn)
    assert len(copied[1]) == sum(one is not None for _, _, one, _ in drawn)


REFUSALS: dict[str, dict[str, list[dict[str, object]]]] = {
    "two rows of one": {"one": [{"texts": []}, {"texts": []}]},
    "no value where one must be": {"one": [{"texts": None}]},
    "NUL": {"one": [{"texts": [], "text": "\0"}]},
    "half of a pair": {"one": [{"texts": [], "text": "\ud800"}]},
    "no JSON": {"one": [{"texts": [], "text": object()}]},
    "no number": {"one": [{"texts": [], "number": "seven"}]},
    "one place twice": {"many": [{"place": 1, "text": "a"}, {"place": 1, "text": "b"}]},
}


@pytest.mark.parametrize("rows", REFUSALS.values(), ids=REFUSALS.keys())
@pytest.mark.parametrize("put", ["copy", "upsert"])
async def test_both_refuse_the_same(
    database: Database, put: str, rows: dict[str, list[dict[str, object]]]
) -> None:
    with pytest.raises(REFUSED):
        await _written(database, put, [Folded("everything/1", 1, Of(""), rows)])


@pytest.mark.parametrize("put", ["copy", "upsert"])
async def test_rows_that_could_not_be_made_are_refused(database: Database, put: str) -> None:
    with pytest.raises(REFUSED):
        await _written(database, put, [Folded("everything/1", 1, Of(""), None)])
