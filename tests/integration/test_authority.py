"""Who may do what: every route of every service, asked by every role within its scope and outside of it.

The table is ``docs/authority.csv``. After a change: ``ZHOUQI_WRITE=1 pytest tests/integration/test_authority.py``,
and read what changed in it. A route that is not asked here fails the first test.
"""

from __future__ import annotations

import asyncio
import csv
import io
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from pydantic import SecretStr

from tests.arriving import COUNTY
from tests.integration.authority import county
from tests.integration.authority.askers import ASKERS, COLUMNS, Asker
from tests.integration.authority.probes import PROBES, Probe, fits
from tests.postgres import MakeDatabase
from tests.served import KEY, migrated, signed_in
from zhouqi.events.clock import Anchor, write_anchor
from zhouqi.service.http import changes
from zhouqi.service.http.app import create_app
from zhouqi.service.identity.authorization import permission_of
from zhouqi.service.service import installed
from zhouqi.service.settings import Settings

TABLE: Final = Path(__file__).parents[2] / "docs" / "authority.csv"
NOW: Final = datetime(2026, 10, 30, 2, 0, tzinfo=UTC)


def _settings(dsns: Mapping[str, str], clock: str = "system") -> Settings:
    return Settings(
        county=COUNTY,
        dsn={name: SecretStr(dsn) for name, dsn in dsns.items()},
        signing_key=SecretStr(KEY),
        grace_seconds=4,
        clock=clock,
        pool_size=2,
        hosts=("testserver",),
    )


@pytest.fixture(scope="module")
def app() -> FastAPI:
    """All services in one application, as the embedded stack has them; no database answers."""
    return create_app(installed(), _settings({one.name: "host=nowhere" for one in installed()}))


def _permissions(app: FastAPI) -> Mapping[str, str]:
    """Route -> the permission that it names, of every route that names one."""
    return {
        f"{method} {route.path}": permission
        for route in iter_route_contexts(app.routes)
        for method in route.methods or ()
        if (permission := permission_of(route)) is not None
    }


def test_no_route_is_forgotten(app: FastAPI) -> None:
    assert _permissions(app).keys() == PROBES.keys()


def test_every_permission_is_some_route_s(app: FastAPI) -> None:
    without = {"backfill"}  # asked within a route, beside its own
    assert app.state.gate.permissions.known - without == set(_permissions(app).values())


@pytest.fixture
def client(
    make_database: MakeDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """The county's services, with the county in them; a stream of events ends at once."""
    monkeypatch.setattr(changes, "LISTEN_SECONDS", 0.0)
    clock = tmp_path / "clock.json"
    write_anchor(clock, Anchor(NOW, NOW, 0.0))
    dsns = {}
    for service in installed():
        database = make_database()
        migrated(service)(database)
        dsns[service.name] = database.dsn
        asyncio.run(county.found(service, database.dsn))
    with TestClient(
        create_app(installed(), _settings(dsns, f"file:{clock}")), raise_server_exceptions=False
    ) as opened:
        yield opened


def test_the_table_is_what_the_services_answer(client: TestClient, app: FastAPI) -> None:
    rows = [
        {"route": route, "permission": permission, **_answers(client, route, PROBES[route])}
        for route, permission in sorted(_permissions(app).items(), key=lambda one: one[0].split(" ")[::-1])
    ]
    text = _table(rows)
    if os.environ.get("ZHOUQI_WRITE"):
        TABLE.write_text(text, encoding="utf-8")

    assert TABLE.read_text(encoding="utf-8").splitlines() == text.splitlines()


def _answers(client: TestClient, route: str, probe: Probe) -> dict[str, str]:
    """What each asker is answered: may, sees, nothing, 401, 403 or 404."""
    path = {**probe.path}
    if probe.act is not None:
        path["issue_id"] = county.issue(client, probe.act)
    return {asker.column: _answer(client, route, probe, path, asker) for asker in ASKERS}


def _answer(client: TestClient, route: str, probe: Probe, path: Mapping[str, str], asker: Asker) -> str:
    method, template = route.split(" ")
    headers = {} if asker.account is None else signed_in(asker.account)
    answer = client.request(
        method,
        template.format(**path),
        params=dict(probe.query),
        json=probe.body,
        headers={**headers, "Idempotency-Key": uuid4().hex},
    )
    assert fits(answer), f"{route} by {asker.column}: {answer.status_code} {answer.text[:300]}"
    if answer.status_code in {401, 403, 404}:
        return str(answer.status_code)
    return "may" if answer.status_code == 409 or probe.sees(answer) else "nothing"


def _table(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    table = csv.DictWriter(text, ("route", "permission", *COLUMNS), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()
