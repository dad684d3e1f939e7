import asyncio
from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr
from services.cockpit.tests.county import County

from tests.postgres import Database
from zhouqi.cockpit.app import service
from zhouqi.service import accounts, logging
from zhouqi.service.app import create_app
from zhouqi.service.migrations import migrate
from zhouqi.service.settings import Settings
from zhouqi.service.tokens import Tokens

KEY = "test-key-" * 5
COUNTY = "330529"

As = Callable[[str], dict[str, str]]


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    logging.configure(process="test", log_format="console", level="ERROR")


@pytest.fixture
def settings(database: Database) -> Settings:
    return Settings(
        county=COUNTY,
        dsn={"cockpit": SecretStr(database.dsn)},
        owner_dsn={"cockpit": SecretStr(database.owner_dsn)},
        signing_key=SecretStr(KEY),
        grace_seconds=4,
    )


@pytest.fixture
def county(settings: Settings) -> County:
    """An empty county whose townships have names."""
    asyncio.run(migrate(service, settings, workers=1))
    made = County(settings.dsn_of("cockpit"))
    made.register_townships()
    return made


@pytest.fixture
def app(county: County, settings: Settings) -> FastAPI:
    return create_app([service], settings)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def as_() -> As:
    """The headers of a request that an account makes."""

    def headers(account: str) -> dict[str, str]:
        found = accounts.load().find(account)
        assert found is not None, account
        return {"Authorization": f"Bearer {Tokens(KEY, COUNTY).sign(found.identity)}"}

    return headers
