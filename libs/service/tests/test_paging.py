"""Pages meet every row once, whatever the order, the empty values and the text in them."""

import base64
import json
from collections.abc import Iterator
from datetime import date

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from tests.postgres import Database
from zhouqi.service.http.paging import Cursors, Order, SortKey
from zhouqi.service.http.problems import Problem
from zhouqi.service.storage.predicate import Predicate

CURSORS = Cursors("key of the tests")
NAMES = st.none() | st.sampled_from(["甲", "乙", "50% 产能", "%s", "o'brien", "", "a", "B"])
DAYS = st.none() | st.sampled_from([date(2026, 1, 1), date(2026, 10, 30)])


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.admin_dsn, autocommit=True) as conn:
        conn.execute("create table item (id integer primary key, name text, day date)")
        yield conn


def walk(conn: psycopg.Connection, order: Order, size: int) -> list[int]:
    seen: list[int] = []
    cursor = None
    while True:
        where = CURSORS.behind(order, cursor)
        query = sql.SQL("select id, name, day from item where {} order by {} limit %(limit)s")
        rows = conn.execute(query.format(where.sql, order.by), {**where.values, "limit": size}).fetchall()
        seen += [row[0] for row in rows]
        if len(rows) < size:
            return seen
        last = dict(zip(("id", "name", "day"), rows[-1], strict=True))
        cursor = CURSORS.after(order, [_plain(last[key.column]) for key in order.keys])


def _plain(value: object) -> str | int | None:
    return value if value is None or isinstance(value, str | int) else str(value)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(NAMES, DAYS), max_size=12),
    columns=st.permutations(["name", "day"]),
    descending=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    size=st.integers(1, 4),
)
def test_pages_meet_every_row_once_and_in_order(
    connection: psycopg.Connection,
    rows: list[tuple[str | None, date | None]],
    columns: list[str],
    descending: tuple[bool, bool, bool],
    size: int,
) -> None:
    connection.execute("truncate item")
    connection.cursor().executemany(
        "insert into item values (%s, %s, %s)", [(number, *row) for number, row in enumerate(rows)]
    )
    keys = [SortKey(column, down) for column, down in zip([*columns, "id"], descending, strict=True)]
    order = Order(keys, {"q": "x"})
    query = sql.SQL("select id from item order by {}").format(order.by)
    whole = [row[0] for row in connection.execute(query).fetchall()]
    assert walk(connection, order, size) == whole


ORDER = Order([SortKey("name"), SortKey("id")], {"township": "330529001"})


def code_of(cursor: str, order: Order = ORDER) -> str:
    with pytest.raises(Problem) as refused:
        CURSORS.behind(order, cursor)
    assert refused.value.status_code == 400
    return refused.value.kind.code


@pytest.mark.parametrize("cursor", ["", "x", "%%%", "W10", "bnVsbA", "é" * 10, "a" * 2000])
def test_nonsense_is_no_cursor(cursor: str) -> None:
    assert code_of(cursor) == "cursor-invalid"


@given(st.text(max_size=60))
def test_no_text_crashes_the_list(text: str) -> None:
    assert code_of(text) == "cursor-invalid"


def test_a_cursor_is_good_for_its_own_list_only() -> None:
    cursor = CURSORS.after(ORDER, ["甲", 7])
    assert CURSORS.behind(ORDER, cursor).values
    assert code_of(cursor, Order([SortKey("name"), SortKey("id")], {"township": "330529002"}))
    assert code_of(
        cursor, Order([SortKey("name", descending=True), SortKey("id")], {"township": "330529001"})
    )


def test_a_cursor_that_was_edited_is_refused() -> None:
    cursor = CURSORS.after(ORDER, ["甲", 7])
    mark, *_ = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    edited = base64.urlsafe_b64encode(json.dumps([mark, "甲", "not a number"]).encode()).decode()
    assert code_of(edited)


@pytest.mark.parametrize("values", [["甲", "not a number"], [None, None], [["a"], {"b": 1}], [1e400, True]])
def test_a_cursor_that_somebody_made_up_is_refused_whatever_it_holds(values: list[object]) -> None:
    """Everything but the key is known: how a list is described, and how a seal is made."""
    forger = Cursors("another key")
    assert code_of(forger.after(ORDER, values)) == "cursor-invalid"  # type: ignore[arg-type]  # what forgers send


def test_a_seal_that_is_no_text_is_refused() -> None:
    cursor = base64.urlsafe_b64encode(json.dumps([7, "\ud800", 7]).encode()).decode()
    assert code_of(cursor) == "cursor-invalid"


def test_predicates_combine_and_refuse_to_mix_up_values() -> None:
    one = Predicate(sql.SQL("a = %(a)s"), {"a": 1})
    two = Predicate(sql.SQL("b = %(b)s"), {"b": 2})
    both = one & two
    assert (both.sql.as_string(), both.values) == ("(a = %(a)s and b = %(b)s)", {"a": 1, "b": 2})
    with pytest.raises(ValueError, match="two values"):
        _ = one & Predicate(sql.SQL("c = %(a)s"), {"a": 3})
