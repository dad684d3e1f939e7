import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from fastapi import FastAPI

from tests.county.kit import County
from tests.postgres import Database, MakeTemplate
from tests.served import migrated, settings_of
from zhouqi.events.clock import Anchor, write_anchor
from zhouqi.policy.app import service
from zhouqi.policy.context import context
from zhouqi.policy.publishing.policy_files import load_policies
from zhouqi.policy.publishing.publisher import publish_catalogue
from zhouqi.service.http.app import create_app
from zhouqi.service.identity import permissions
from zhouqi.service.runtime import Runtime, make_runtimes
from zhouqi.service.settings import Settings
from zhouqi.service.telemetry import logging

NOW = datetime(2026, 10, 30, 12, 0, tzinfo=UTC)
T = TypeVar("T")


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    logging.configure(process="test", log_format="console", level="ERROR")


@pytest.fixture(scope="session")
def template(make_template: MakeTemplate) -> str:
    """The service's tables, all empty."""
    return make_template("policy", migrated(service))


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    path = tmp_path / "clock.json"
    write_anchor(path, Anchor(datetime.now(UTC), NOW, 0.0))
    return settings_of("policy", database, f"file:{path}")


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
    asyncio.run(within(settings, lambda runtime: publish_catalogue(runtime, load_policies())))
    return County(settings.dsn_of("policy"), context)


@pytest.fixture
def app(county: County, settings: Settings) -> FastAPI:
    return create_app([service], settings)
