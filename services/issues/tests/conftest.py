from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from services.issues.tests.people import People

from tests.county.kit import County
from tests.county.registers import CALENDAR_2026, account_granted, enterprises_registered
from tests.postgres import Database, MakeTemplate
from tests.served import migrated, settings_of
from zhouqi.events.clock import Anchor, FileClock, write_anchor
from zhouqi.events.contracts.ingest import AccountRole
from zhouqi.issues.app import service
from zhouqi.issues.context import context
from zhouqi.service.http.app import create_app
from zhouqi.service.settings import Settings
from zhouqi.service.telemetry import logging

DEPARTMENTS = ("industry", "planning", "tax")
NOW = datetime(2026, 10, 30, 2, 0, tzinfo=UTC)
"""The business time of the tests: Friday, ten in the morning. It stands still."""
TAKE_OVER_UNTIL = date(2026, 11, 30)
"""Until then the tests may let things have happened before."""


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
    made = settings_of("issues", database, f"file:{tmp_path / 'clock.json'}")
    return made.model_copy(update={"take_over_until": TAKE_OVER_UNTIL})


@pytest.fixture
def county(settings: Settings) -> County:
    """A county with its registers, and no project yet."""
    made = County(settings.dsn_of("issues"), context)
    made.happen(
        *(account_granted(f"department-{code}", AccountRole.DEPARTMENT, code) for code in DEPARTMENTS),
        account_granted("leader", AccountRole.LEADER),
        *enterprises_registered(),
        CALENDAR_2026,
    )
    return made


@pytest.fixture
def app(county: County, settings: Settings) -> FastAPI:
    return create_app([service], settings)


@pytest.fixture
def people(client: TestClient) -> People:
    return People(client)
