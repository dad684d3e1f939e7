"""A project's light and stalls over HTTP, and the rules that they follow from."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from services.warning.tests.county import ENTERPRISE, TOWNSHIP, County, Story
from services.warning.tests.test_reactions import DAY, PROJECT, land, signed

from tests.postgres import Database
from tests.served import bearing, settings_of
from zhouqi.service.http.app import create_app
from zhouqi.service.identity import accounts
from zhouqi.service.identity.identity import Identity, Role, Scope
from zhouqi.warning import rules
from zhouqi.warning.app import service

URL = f"/api/warning/projects/{PROJECT}"
NOT_SEEN = UUID(int=404)

Ask = Callable[[Identity, str], Response]


def narrow(role: Role, *, township: str | None = None, enterprise: str | None = None) -> Identity:
    """An account that sees one township or one enterprise."""
    return Identity(
        "someone",
        frozenset({role}),
        Scope(
            townships=frozenset({township} if township else ()),
            enterprises=frozenset({enterprise} if enterprise else ()),
        ),
    )


def leader() -> Identity:
    """The whole county's leader."""
    found = accounts.load().find("leader")
    assert found is not None
    return found.identity


@pytest.fixture
def ask(county: County, database: Database) -> Iterator[Ask]:
    """``ask(identity, path)`` of a county whose one project got its land late and has not started."""

    async def happen() -> None:
        story = Story()
        facts = [*signed(), land(date(2025, 9, 1))]
        await county.receive([story.registered(PROJECT), *story.project(PROJECT, *facts), story.closed(DAY)])
        await county.react()

    asyncio.run(happen())
    settings = settings_of("warning", database)
    with TestClient(create_app([service], settings), raise_server_exceptions=False) as client:

        def request(identity: Identity, path: str) -> Response:
            return client.get(path, headers=bearing(identity))

        yield request


def test_a_project_s_light_and_stalls_are_shown_with_their_episodes(ask: Ask) -> None:
    shown = ask(leader(), URL).json()

    stalls = shown.pop("stalls")
    assert shown == {
        "project_id": str(PROJECT),
        "day": "2026-10-01",
        "light": "red",
        "stall": "no_start",
        "overdue": 215,
        "rules": rules.rule_book().editions[0].version,
    }
    assert stalls[0] == {
        "stall": "no_land",
        "stage": "done",
        "light": "green",
        "due": "2025-06-30",
        "overdue": None,
        "episodes": [{"due": "2025-06-30", "since": "2025-07-01", "until": "2025-09-01", "by": "reached"}],
    }
    assert (stalls[1]["stall"], stalls[1]["light"], stalls[1]["overdue"]) == ("no_start", "red", 215)
    assert (stalls[2]["stage"], stalls[2]["light"]) == ("waiting", None)


@pytest.mark.parametrize(
    "identity",
    [
        narrow(Role.AGENT, township="330529009"),
        narrow(Role.TOWNSHIP, township="330529009"),
        narrow(Role.ENTERPRISE, enterprise="91330529MA0000000X"),
        Identity("nobody", frozenset({Role.DEPARTMENT}), Scope()),
    ],
)
def test_what_lies_outside_the_scope_is_not_there(ask: Ask, identity: Identity) -> None:
    assert ask(identity, URL).status_code == 404


@pytest.mark.parametrize(
    "identity",
    [narrow(Role.AGENT, township=TOWNSHIP), narrow(Role.ENTERPRISE, enterprise=ENTERPRISE)],
)
def test_what_lies_within_is_shown(ask: Ask, identity: Identity) -> None:
    assert ask(identity, URL).json()["light"] == "red"


def test_a_project_that_there_is_not_is_not_found(ask: Ask) -> None:
    assert ask(leader(), f"/api/warning/projects/{NOT_SEEN}").status_code == 404


def test_the_rules_are_shown_as_they_are_applied(ask: Ask) -> None:
    shown = ask(leader(), "/api/warning/rules").json()

    assert shown["version"] == rules.rule_book().editions[0].version
    assert shown["stall"][0] == {
        "kind": "no_land",
        "anchor": "signed",
        "otherwise": None,
        "target": "land",
        "trait": "new_land",
        "days": 180,
        "longer": None,
        "warn": 30,
        "grace": 30,
    }
