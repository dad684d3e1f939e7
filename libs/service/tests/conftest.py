import asyncio
import os
from collections.abc import Iterator

import psycopg
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from libs.service.tests import sample
from psycopg import sql
from pydantic import SecretStr

from tests.postgres import OWNER, RUNTIME, Database, Server
from zhouqi.local import databases
from zhouqi.service import accounts, logging
from zhouqi.service.app import create_app
from zhouqi.service.migrations import migrate
from zhouqi.service.settings import Settings
from zhouqi.service.tokens import Tokens

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


def token_of(account: str) -> str:
    found = accounts.load().find(account)
    assert found is not None
    return Tokens(KEY, COUNTY).sign(found.identity)


def bearer(account: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token_of(account)}"}
