"""Databases of a writer and its readers; loops that look often, so that tests need not wait for them."""

import pytest
from libs.events.tests.faults.points import quicken
from libs.events.tests.faults.tally import mirror, tally
from libs.events.tests.sample import writer

from tests.postgres import Database, MakeDatabase
from zhouqi.events.fold.rebuild import ensure


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    quicken(monkeypatch.setattr)


@pytest.fixture
async def source(make_database: MakeDatabase) -> Database:
    """The writer's: its store holds what is added to accounts."""
    database = make_database()
    await ensure(database.owner_dsn, writer)
    return database


@pytest.fixture
async def sink(make_database: MakeDatabase) -> Database:
    """The mirror's: its journal gets what was added."""
    database = make_database()
    await ensure(database.owner_dsn, mirror)
    return database


@pytest.fixture
async def counter(make_database: MakeDatabase) -> Database:
    """The tally's: it reacts to what its journal gets."""
    database = make_database()
    await ensure(database.owner_dsn, tally)
    return database
