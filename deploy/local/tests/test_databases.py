import psycopg
import pytest

from tests.postgres import Database, MakeDatabase, Server
from zhouqi.local.databases import EXCHANGE, database_name, owner_role, provision, runtime_role


def test_the_runtime_role_may_not_change_a_log(database: Database) -> None:
    with psycopg.connect(database.dsn) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("update log.event set type = 'Other'")


def test_databases_are_apart(make_database: MakeDatabase) -> None:
    one, other = make_database(), make_database(migrated=False)

    with psycopg.connect(other.owner_dsn) as connection:
        found = connection.execute("select to_regclass('log.event')").fetchone()

    assert one.name != other.name
    assert found == (None,)


def test_the_exchange_is_entered_by_its_owner_and_its_reader_alone(postgres: Server) -> None:
    others = (owner_role("ingest"), runtime_role("ingest"), runtime_role("cockpit"))
    with psycopg.connect(postgres.dsn(), autocommit=True) as admin:
        provision(admin, ("ingest", "cockpit", EXCHANGE))
        provision(admin, ("ingest", "cockpit", EXCHANGE))

    name = database_name(EXCHANGE)
    with psycopg.connect(postgres.dsn(name, owner_role(EXCHANGE)), autocommit=True) as owner:
        owner.execute("create schema if not exists here")
    with (
        psycopg.connect(postgres.dsn(name, runtime_role(EXCHANGE)), autocommit=True) as reader,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        reader.execute("create schema there")
    for role in others:
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(postgres.dsn(name, role))
