"""Databases come to this version, once, and under roles that may not more than they must."""

from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from libs.service.tests import sample

from tests.postgres import Database
from zhouqi.service.settings import Settings, SettingsError
from zhouqi.service.storage.migrations import Unmigratable, migrate, runtime_role


async def test_a_migration_makes_everything_and_a_repeat_nothing(settings: Settings) -> None:
    first = await migrate(sample.service, settings, workers=1)
    second = await migrate(sample.service, settings, workers=1)
    assert (first.applied, first.rebuilt) == (("0001_remark.sql",), True)
    assert not second.changed


async def test_a_migration_that_was_changed_is_refused(settings: Settings, tmp_path: Path) -> None:
    await migrate(sample.service, settings, workers=1)
    changed = tmp_path / sample.MIGRATION.name
    changed.write_text("create table other ()")
    with pytest.raises(Unmigratable, match=r"changed after.*0001_remark\.sql"):
        await migrate(replace(sample.service, migrations=(changed,)), settings)


async def test_a_database_newer_than_the_code_is_refused(settings: Settings) -> None:
    await migrate(sample.service, settings, workers=1)
    with pytest.raises(Unmigratable, match=r"does not: 0001_remark\.sql"):
        await migrate(replace(sample.service, migrations=()), settings)


async def test_a_migration_that_fails_leaves_nothing(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    half = tmp_path / "0002_half.sql"
    half.write_text("create table half (); select 1/0;")
    service = replace(sample.service, migrations=(sample.MIGRATION, half))
    with pytest.raises(psycopg.errors.DivisionByZero):
        await migrate(service, settings)
    with psycopg.connect(database.admin_dsn) as conn:
        assert conn.execute("select to_regclass('app.remark'), to_regclass('app.half')").fetchone() == (
            None,
            None,
        )


def test_the_runtime_role_writes_plain_tables_and_nothing_of_the_owner(
    migrated: Settings, database: Database
) -> None:
    with psycopg.connect(database.dsn, autocommit=True) as conn:
        conn.execute("insert into app.remark (text) values ('x')")
        for forbidden in (
            "delete from app.migration",
            "drop table app.remark",
            "create table app.mine ()",
            "update log.event set actor = 'x'",
            "delete from log.journal",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute(forbidden)


def test_a_dsn_must_say_whom_rights_are_for() -> None:
    assert runtime_role("postgresql://someone@host/db") == "someone"
    with pytest.raises(SettingsError, match="must name its user"):
        runtime_role("postgresql:///db")
