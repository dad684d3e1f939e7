import psycopg
import pytest

from tests.postgres import Database, MakeDatabase


def test_the_runtime_role_may_not_change_a_log(database: Database) -> None:
    with psycopg.connect(database.dsn) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("update log.event set type = 'Other'")


def test_databases_are_apart(make_database: MakeDatabase) -> None:
    one, other = make_database(), make_database(migrated=False)

    with psycopg.connect(other.owner_dsn) as connection:
        found = connection.execute("select to_regclass('log.event')").fetchone()

    assert one.name != other.name
    assert found == (None,)
