from __future__ import annotations

import asyncio
import itertools
import os
import sys
from collections.abc import Iterator
from types import ModuleType

import psycopg
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from libs.service.tests import sample
from libs.service.tests.command import Answer, Zhouqi
from psycopg import sql
from pydantic import SecretStr

from tests.postgres import OWNER, RUNTIME, Database, Server
from zhouqi.local import databases
from zhouqi.service.cli import main
from zhouqi.service.http.app import create_app
from zhouqi.service.identity import accounts
from zhouqi.service.identity.tokens import Tokens
from zhouqi.service.settings import Settings
from zhouqi.service.storage.migrations import migrate
from zhouqi.service.telemetry import logging

KEY = "test-key-" * 5
COUNTY = "330529"


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    """structlog's own default prints local variables with rich, which takes seconds."""
    logging.configure(process="test", log_format="console", level="WARNING")


def settings_of(dsn: str, owner_dsn: str) -> Settings:
    return Settings(
        county=COUNTY,
        dsn={"sample": SecretStr(dsn)},
        owner_dsn={"sample": SecretStr(owner_dsn)},
        signing_key=SecretStr(KEY),
        grace_seconds=4,
        hosts=("testserver",),  # what the test client calls it
    )


@pytest.fixture
def settings(database: Database) -> Settings:
    return settings_of(database.dsn, database.owner_dsn)


@pytest.fixture
def migrated(settings: Settings) -> Settings:
    asyncio.run(migrate(sample.service, settings, workers=1))
    return settings


@pytest.fixture
def app(migrated: Settings) -> FastAPI:
    return create_app([sample.service], migrated)


@pytest.fixture
def fresh(app: FastAPI) -> Iterator[TestClient]:
    """An application on an empty database."""
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(postgres_server: Server) -> Iterator[TestClient]:
    """One application for all tests of a module that count nothing: each writes notes of its own."""
    name = f"zhouqi_shared_{os.getpid()}"
    with psycopg.connect(postgres_server.dsn(), autocommit=True) as admin:
        databases.make_database(admin, name, RUNTIME, OWNER)
        settings = settings_of(postgres_server.dsn(name, RUNTIME), postgres_server.dsn(name, OWNER))
        asyncio.run(migrate(sample.service, settings, workers=1))
        with TestClient(create_app([sample.service], settings), raise_server_exceptions=False) as opened:
            yield opened
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


_numbers = itertools.count(1)


@pytest.fixture
def note() -> int:
    """The number of a note that no other test has."""
    return next(_numbers)


def token_of(account: str) -> str:
    found = accounts.load().find(account)
    assert found is not None
    return Tokens(KEY, COUNTY).sign(found.identity)


def bearer(account: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token_of(account)}"}


@pytest.fixture
def env(
    database: Database, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> dict[str, str]:
    """The environment of an operator; the sample service is found as ``policy``, warning is not here."""
    stub = ModuleType("zhouqi.policy.app")
    stub.service = sample.as_policy  # type: ignore[attr-defined]  # a module made for this
    monkeypatch.setitem(sys.modules, "zhouqi.policy", ModuleType("zhouqi.policy"))
    monkeypatch.setitem(sys.modules, "zhouqi.policy.app", stub)
    monkeypatch.setitem(sys.modules, "zhouqi.warning.app", None)
    monkeypatch.setattr("zhouqi.service.cli.output.console.width", 200, raising=False)
    from libs.service.tests import processes  # which knows this module

    return processes.migrated(processes.environment(database))


@pytest.fixture
def zhouqi(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Zhouqi:
    """Run the command in this process: ``zhouqi("stuck", "list", "policy", env=env)``."""

    def run(*arguments: str, env: dict[str, str]) -> Answer:
        capfd.readouterr()
        with pytest.MonkeyPatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("ZHOUQI_")]:
                patch.delenv(name)
            for name, value in env.items():
                if name.startswith("ZHOUQI_"):
                    patch.setenv(name, value)
            patch.setattr(sys, "argv", ["zhouqi", *arguments])
            before = set(os.environ)
            with pytest.raises(SystemExit) as ended:
                main()
            for name in set(os.environ) - before:
                del os.environ[name]
        out, err = capfd.readouterr()
        return Answer(int(str(ended.value.code or 0)), out, err)

    return run
