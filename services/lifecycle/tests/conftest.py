import pytest
from services.lifecycle.tests.county import County

from tests.postgres import Database, MakeTemplate
from tests.served import migrated
from zhouqi.lifecycle.app import service
from zhouqi.lifecycle.context import context
from zhouqi.service.telemetry import logging


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    logging.configure(process="test", log_format="console", level="ERROR")


@pytest.fixture(scope="session")
def template(make_template: MakeTemplate) -> str:
    """The service's tables, all empty."""
    return make_template("lifecycle", migrated(service))


@pytest.fixture
def county(database: Database) -> County:
    """A county in which nothing has happened yet."""
    return County(database.dsn, context)
