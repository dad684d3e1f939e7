"""Nobody sees what lies outside: SQL scope and policy decide alike, on any identity and any row."""

from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from tests.postgres import Database
from zhouqi.service import permissions
from zhouqi.service.identity import Identity, Role, Scope
from zhouqi.service.scope import OPEN, Columns, Open, Place, within

POLICIES = permissions.load()
CODES = st.sampled_from(["a", "b", "c", "o'brien", 'quo"te', "百分%s", "{}", "back\\slash"])
SETS = st.frozensets(CODES, max_size=3)
SCOPES = st.builds(Scope, st.booleans(), SETS, SETS, SETS)
ROWS = st.tuples(*[st.none() | CODES] * 3)
OPENS = st.tuples(*[st.booleans()] * 3)


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.admin_dsn, autocommit=True) as conn:
        yield conn


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scope=SCOPES, row=ROWS, opens=OPENS)
def test_sql_and_policy_agree(
    connection: psycopg.Connection,
    scope: Scope,
    row: tuple[str | None, ...],
    opens: tuple[bool, ...],
) -> None:
    names = ("township", "department", "enterprise")
    columns = Columns(*(OPEN if opened else name for name, opened in zip(names, opens, strict=True)))
    place = Place(*(OPEN if opened else code for code, opened in zip(row, opens, strict=True)))
    where = within(scope, columns, "t")
    query = sql.SQL(
        "select count(*) from (values (%(township)s::text, %(department)s::text, %(enterprise)s::text))"
        " as t (township, department, enterprise) where {}"
    ).format(where.sql)
    found = connection.execute(query, {**where.values, **dict(zip(names, row, strict=True))}).fetchone()
    seen = found == (1,)
    identity = Identity("someone", frozenset({Role.LEADER}), scope)
    assert POLICIES.may_on(identity, "project.read", place) is seen


def test_a_scope_of_nothing_contains_nothing() -> None:
    identity = Identity("someone", frozenset(Role), Scope())
    everywhere_open = Place(OPEN, OPEN, OPEN)
    assert not POLICIES.may_on(identity, "project.read", everywhere_open)
    assert within(Scope(), Columns(OPEN, OPEN, OPEN)).sql.as_string() == "false"


@pytest.mark.parametrize(
    ("scope", "place", "seen"),
    [
        (Scope(townships=frozenset("t")), Place("t", OPEN, "e"), True),
        (Scope(townships=frozenset("t")), Place("u", OPEN, "e"), False),
        (Scope(townships=frozenset("t")), Place(None, OPEN, "e"), False),
        (Scope(departments=frozenset("d")), Place("t", OPEN, "e"), True),
        (Scope(departments=frozenset("d")), Place("t", None, "e"), False),
        (Scope(departments=frozenset("d")), Place("t", "d", "e"), True),
        (Scope(enterprises=frozenset("e")), Place("t", OPEN, "f"), False),
        (Scope(everywhere=True), Place(None, None, None), True),
    ],
)
def test_the_rule_by_example(scope: Scope, place: Place, seen: bool) -> None:
    identity = Identity("someone", frozenset({Role.LEADER}), scope)
    assert POLICIES.may_on(identity, "project.read", place) is seen


def test_a_permission_without_the_role_is_denied_everywhere() -> None:
    identity = Identity("someone", frozenset({Role.ENTERPRISE}), Scope(everywhere=True))
    assert not POLICIES.may(identity, "day.advance")
    assert not POLICIES.may_on(identity, "day.advance", Place(OPEN, OPEN, OPEN))
    assert not POLICIES.may(identity, "no.such.permission")
    assert not POLICIES.may(Identity("nobody", frozenset(), Scope(everywhere=True)), "project.read")


def test_policies_are_checked_when_they_are_read() -> None:
    with pytest.raises(permissions.PolicyError):
        permissions.Permissions("permit (principal, action, resource", "")
    schema = "entity Account; entity County; action read appliesTo { principal: Account, resource: County };"
    with pytest.raises(permissions.PolicyError, match="fly"):
        permissions.Permissions('permit (principal, action == Action::"fly", resource);', schema)


def test_open_has_to_be_said() -> None:
    assert isinstance(OPEN, Open)
    with pytest.raises(TypeError):
        Columns(township="township")  # type: ignore[call-arg]
