import pytest
from services.warning.tests.county import County

from tests.postgres import Database, MakeTemplate
from tests.served import migrated
from zhouqi.service.telemetry import logging
from zhouqi.warning.app import service
from zhouqi.warning.context import context


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    logging.configure(process="test", log_format="console", level="ERROR")


@pytest.fixture(scope="session")
def template(make_template: MakeTemplate) -> str:
    """The service's tables, all empty."""
    return make_template("warning", migrated(service))


@pytest.fixture
def county(database: Database) -> County:
    """A county in which nothing has happened yet."""
    return County(database.dsn, context)
