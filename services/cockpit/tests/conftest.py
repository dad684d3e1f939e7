import pytest
from fastapi import FastAPI
from services.cockpit.tests.county import County

from tests.county.registers import townships_registered
from tests.postgres import Database, MakeTemplate
from tests.served import migrated, settings_of
from zhouqi.cockpit.app import service
from zhouqi.service.http.app import create_app
from zhouqi.service.settings import Settings
from zhouqi.service.telemetry import logging


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    logging.configure(process="test", log_format="console", level="ERROR")


@pytest.fixture(scope="session")
def template(make_template: MakeTemplate) -> str:
    """The service's tables, all empty."""
    return make_template("cockpit", migrated(service))


@pytest.fixture
def settings(database: Database) -> Settings:
    return settings_of("cockpit", database)


@pytest.fixture
def county(settings: Settings) -> County:
    """An empty county whose townships have names."""
    made = County(settings.dsn_of("cockpit"))
    made.happen(*townships_registered())
    return made


@pytest.fixture
def app(county: County, settings: Settings) -> FastAPI:
    return create_app([service], settings)
