import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr
from services.policy.tests.county import County

from tests.postgres import Database
from zhouqi.events.clock import Anchor, write_anchor
from zhouqi.policy import catalogue, publishing
from zhouqi.policy.app import service
from zhouqi.service import accounts, logging, permissions
from zhouqi.service.app import create_app
from zhouqi.service.migrations import migrate
from zhouqi.service.runtime import Runtime, make_runtimes
from zhouqi.service.settings import Settings
from zhouqi.service.tokens import Tokens

KEY = "test-key-" * 5
COUNTY = "330529"
NOW = datetime(2026, 10, 30, 12, 0, tzinfo=UTC)
T = TypeVar("T")

As = Callable[[str], dict[str, str]]


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    logging.configure(process="test", log_format="console", level="ERROR")


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    path = tmp_path / "clock.json"
    write_anchor(path, Anchor(datetime.now(UTC), NOW, 0.0))
    made = Settings(
        county=COUNTY,
        dsn={"policy": SecretStr(database.dsn)},
        owner_dsn={"policy": SecretStr(database.owner_dsn)},
        signing_key=SecretStr(KEY),
        grace_seconds=4,
        clock=f"file:{path}",
    )
    asyncio.run(migrate(service, made, workers=1))
    return made


async def within(settings: Settings, run: Callable[[Runtime], Awaitable[T]]) -> T:
    """What ``run`` gives for a runtime of the service."""
    (runtime,) = make_runtimes([service], settings, permissions.load())
    await runtime.open()
    try:
        return await run(runtime)
    finally:
        await runtime.close()


@pytest.fixture
def county(settings: Settings) -> County:
    """A county whose catalogue is published, and nothing else."""
    asyncio.run(within(settings, lambda runtime: publishing.publish(runtime, catalogue.load())))
    return County(settings.dsn_of("policy"))


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
