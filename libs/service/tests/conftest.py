import asyncio
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from libs.service.tests import sample
from pydantic import SecretStr

from tests.postgres import Database
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


@pytest.fixture
def settings(database: Database) -> Settings:
    return Settings(
        county=COUNTY,
        dsn={"sample": SecretStr(database.dsn)},
        owner_dsn={"sample": SecretStr(database.owner_dsn)},
        signing_key=SecretStr(KEY),
        grace_seconds=4,
    )


@pytest.fixture
def migrated(settings: Settings) -> Settings:
    asyncio.run(migrate(sample.service, settings, workers=1))
    return settings


@pytest.fixture
def app(migrated: Settings) -> FastAPI:
    return create_app([sample.service], migrated)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def token_of(account: str) -> str:
    found = accounts.load().find(account)
    assert found is not None
    return Tokens(KEY, COUNTY).sign(found.identity)


def bearer(account: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token_of(account)}"}
