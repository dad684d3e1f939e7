import pytest
from services.warning.tests.county import County

from tests.postgres import Database
from zhouqi.events.rebuild import ensure
from zhouqi.service import logging
from zhouqi.warning.context import context


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    logging.configure(process="test", log_format="console", level="ERROR")


@pytest.fixture
async def county(database: Database) -> County:
    """A county in which nothing has happened yet."""
    await ensure(database.owner_dsn, context)
    return County(database.dsn)
