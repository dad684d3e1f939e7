"""A service, served on a database of the test's own and asked by the county's accounts.

``client`` serves the fixture ``app`` that the tests of each service define.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from tests.arriving import COUNTY
from tests.postgres import Database
from zhouqi.service.identity import accounts
from zhouqi.service.identity.identity import Identity
from zhouqi.service.identity.tokens import Tokens
from zhouqi.service.service import Service
from zhouqi.service.settings import Settings
from zhouqi.service.storage.migrations import migrate

KEY: Final = "test-key-" * 5

As = Callable[[str], dict[str, str]]


def settings_of(service: str, database: Database, clock: str = "system") -> Settings:
    """Settings under which ``service`` works on ``database``."""
    return Settings(
        county=COUNTY,
        dsn={service: SecretStr(database.dsn)},
        owner_dsn={service: SecretStr(database.owner_dsn)},
        signing_key=SecretStr(KEY),
        grace_seconds=4,
        hosts=("testserver",),  # what the test client calls it
        clock=clock,
    )


def migrated(service: Service) -> Callable[[Database], None]:
    """Fills a template with the tables that ``service`` begins with."""

    def fill(database: Database) -> None:
        asyncio.run(migrate(service, settings_of(service.name, database), workers=1))

    return fill


def signed_in(account: str) -> dict[str, str]:
    """The headers of a request that a packaged account makes."""
    found = _packaged().find(account)
    assert found is not None, account
    return bearing(found.identity)


@cache
def _packaged() -> accounts.Accounts:
    return accounts.load()


def bearing(identity: Identity) -> dict[str, str]:
    """The headers of a request that ``identity`` makes."""
    return {"Authorization": f"Bearer {Tokens(KEY, COUNTY).sign(identity)}"}


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """The service's API."""
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def as_() -> As:
    """``as_(account)``: the headers of a request that the account makes."""
    return signed_in
