"""Nobody sees what lies outside: any scope, on any row."""

from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from tests.postgres import Database
from zhouqi.service.identity import permissions
from zhouqi.service.identity.identity import Identity, Role, Scope
from zhouqi.service.identity.scope import OPEN, Columns, Open, within

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


def lies_within(scope: Scope, row: tuple[str | None, ...], opens: tuple[bool, ...]) -> bool:
    """The rule in words of its own: some dimension narrows, and none that does leaves the row out."""
    if scope.everywhere:
        return True
    allowed = (scope.townships, scope.departments, scope.enterprises)
    narrowing = [index for index, codes in enumerate(allowed) if codes]
    return bool(narrowing) and not any(
        not opens[index] and row[index] not in allowed[index] for index in narrowing
    )


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scope=SCOPES, row=ROWS, opens=OPENS)
def test_sql_shows_what_lies_within_and_nothing_else(
    connection: psycopg.Connection,
    scope: Scope,
    row: tuple[str | None, ...],
    opens: tuple[bool, ...],
) -> None:
    assert seen(connection, scope, row, opens) is lies_within(scope, row, opens)


def seen(
    connection: psycopg.Connection, scope: Scope, row: tuple[str | None, ...], opens: tuple[bool, ...]
) -> bool:
    """Whether a row with these codes is found within ``scope``."""
    names = ("township", "department", "enterprise")
    columns = Columns(*(OPEN if opened else name for name, opened in zip(names, opens, strict=True)))
    where = within(scope, columns, "t")
    query = sql.SQL(
        "select count(*) from (values (%(township)s::text, %(department)s::text, %(enterprise)s::text))"
        " as t (township, department, enterprise) where {}"
    ).format(where.sql)
    found = connection.execute(query, {**where.values, **dict(zip(names, row, strict=True))}).fetchone()
    return found == (1,)


def test_a_scope_of_nothing_contains_nothing() -> None:
    assert within(Scope(), Columns(OPEN, OPEN, OPEN)).sql.as_string() == "false"


@pytest.mark.parametrize(
    ("scope", "row", "found"),
    [
        (Scope(townships=frozenset("t")), ("t", None, "e"), True),
        (Scope(townships=frozenset("t")), ("u", None, "e"), False),
        (Scope(townships=frozenset("t")), (None, None, "e"), False),
        (Scope(departments=frozenset("d")), ("t", None, "e"), True),
        (Scope(enterprises=frozenset("e")), ("t", None, "f"), False),
        (Scope(everywhere=True), (None, None, None), True),
    ],
)
def test_the_rule_by_example(
    connection: psycopg.Connection, scope: Scope, row: tuple[str | None, ...], found: bool
) -> None:
    """Of rows that are no department's own."""
    assert seen(connection, scope, row, (False, True, False)) is found


def test_a_permission_without_the_role_is_denied() -> None:
    identity = Identity("someone", frozenset({Role.ENTERPRISE}), Scope(everywhere=True))
    assert not POLICIES.may(identity, "day.advance")
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
