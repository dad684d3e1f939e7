from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from services.issues.tests.county import County
from services.issues.tests.people import People

from tests.postgres import Database, MakeTemplate
from tests.served import migrated, settings_of
from zhouqi.events.clock import Anchor, FileClock, write_anchor
from zhouqi.issues.app import service
from zhouqi.service import logging
from zhouqi.service.app import create_app
from zhouqi.service.settings import Settings

NOW = datetime(2026, 10, 30, 2, 0, tzinfo=UTC)
"""The business time of the tests: Friday, ten in the morning. It stands still."""


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    logging.configure(process="test", log_format="console", level="ERROR")


@pytest.fixture(scope="session")
def template(make_template: MakeTemplate) -> str:
    """The service's tables, all empty."""
    return make_template("issues", migrated(service))


@pytest.fixture
def clock(tmp_path: Path) -> FileClock:
    path = tmp_path / "clock.json"
    write_anchor(path, Anchor(datetime.now(UTC), NOW, 0.0))
    return FileClock(path)


@pytest.fixture
def settings(database: Database, clock: FileClock, tmp_path: Path) -> Settings:
    return settings_of("issues", database, f"file:{tmp_path / 'clock.json'}")


@pytest.fixture
def county(settings: Settings) -> County:
    """A county with its registers, and no project yet."""
    made = County(settings.dsn_of("issues"))
    made.found()
    return made


@pytest.fixture
def app(county: County, settings: Settings) -> FastAPI:
    return create_app([service], settings)


@pytest.fixture
def people(client: TestClient) -> People:
    return People(client)
