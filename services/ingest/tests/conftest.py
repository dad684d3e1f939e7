"""A service ingest on a database of its own, with source systems that a test fills by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from fastapi.testclient import TestClient
from services.ingest.tests.systems import Systems

from tests.postgres import RUNTIME, Database, MakeTemplate
from tests.served import As, migrated, settings_of, signed_in
from zhouqi.events.clock import Anchor, FileClock, write_anchor
from zhouqi.ingest.app import service
from zhouqi.ingest.jobs import workers
from zhouqi.service.http.app import create_app
from zhouqi.service.identity import permissions
from zhouqi.service.runtime import Runtime, make_runtimes
from zhouqi.service.settings import Settings
from zhouqi.service.telemetry import logging

NOW = datetime(2026, 10, 30, 10, 30, tzinfo=UTC)  # 18:30 in the county


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    logging.configure(process="test", log_format="console", level="ERROR")


@pytest.fixture(scope="session")
def template(make_template: MakeTemplate) -> str:
    """The service's tables, all empty."""
    return make_template("ingest", migrated(service))


@pytest.fixture(scope="session")
def exchange(make_template: MakeTemplate) -> Database:
    """The exchange database of all tests; each finds its tables new and empty."""
    made: list[Database] = []
    make_template("exchange", made.append)
    return made[0]


@pytest.fixture
def systems(exchange: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Systems:
    """Source systems with an empty register but for its townships; the environment names them."""
    folder = tmp_path / "drops"
    made = Systems(folder, exchange.admin_dsn, exchange.dsn, RUNTIME)
    for name in ("acceptance", "inputs", "payment"):
        (folder / name).mkdir(parents=True)
    monkeypatch.setenv("ZHOUQI_INGEST_EXCHANGE_DSN", exchange.dsn)
    monkeypatch.setenv("ZHOUQI_INGEST_DROPS", str(folder))
    monkeypatch.setattr(workers, "open_sources", made.opened)
    return made


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    """Settings with a clock that a test sets."""
    clock = tmp_path / "clock.json"
    write_anchor(clock, Anchor(NOW, NOW, 0.0))
    return settings_of("ingest", database, f"file:{clock}")


@pytest.fixture
def clock(settings: Settings) -> FileClock:
    """The business clock of all processes of the test; it stands still."""
    return FileClock(Path(settings.clock.removeprefix("file:")))


@pytest_asyncio.fixture
async def runtime(systems: Systems, settings: Settings) -> AsyncIterator[Runtime]:
    """Ingest at work, nothing running."""
    (made,) = make_runtimes([service], settings, permissions.load())
    await made.open()
    yield made
    await made.close()


@pytest.fixture
def client(systems: Systems, settings: Settings) -> Iterator[TestClient]:
    """Ingest's API."""
    with TestClient(create_app([service], settings), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def as_() -> As:
    """The headers of a request that an account makes."""

    return lambda account: {**signed_in(account), "Idempotency-Key": account}
