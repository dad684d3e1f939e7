"""What other rules would change: told by examples, and compared with judging by a book that really has them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response
from hypothesis import given, settings
from hypothesis import strategies as st
from services.warning.tests.county import ENTERPRISE, TOWNSHIP, County, Story
from services.warning.tests.test_api import leader, narrow
from services.warning.tests.test_judge import FIRST, RULES, edition, said, signed
from services.warning.tests.test_reactions import DAY, PROJECT, land
from services.warning.tests.test_reactions import signed as agreed
from services.warning.tests.walk import DAYS, LATER, OTHERS, SOME_FACTS, walk

from tests.postgres import Database
from tests.served import bearing, settings_of
from zhouqi.events.contracts.warning import Light, Stall
from zhouqi.service.http.app import create_app
from zhouqi.service.identity.identity import Identity, Role, Scope
from zhouqi.service.rules.rulebook import RuleBook
from zhouqi.warning.app import service
from zhouqi.warning.facts.project_facts import Facts
from zhouqi.warning.judgement.judge import judge
from zhouqi.warning.rule_trial import routes
from zhouqi.warning.rule_trial.difference import Differences, KnownProject, standing, trial_book
from zhouqi.warning.rules import Rules, StallRule

IN_FORCE = RULES.editions[0].stall
TODAY = date(2025, 7, 15)
"""Fifteen days past the day by which the land was due."""


def with_first(**numbers: int) -> list[StallRule]:
    """The six in force, but for some numbers of the first."""
    return [IN_FORCE[0].model_copy(update=numbers), *IN_FORCE[1:]]


def compared(facts: Sequence[Facts], stalls: Sequence[StallRule], day: date = TODAY) -> Differences:
    found = Differences()
    projects = [KnownProject(UUID(int=number), TOWNSHIP, one) for number, one in enumerate(facts, 1)]
    found.add(projects, RULES, trial_book(RULES, stalls, day), day)
    return found


def test_less_grace_turns_a_light_red_and_leaves_its_stall() -> None:
    found = compared([signed()], with_first(grace=10))

    [one] = found.changed
    assert (one.before.light, one.after.light) == (Light.YELLOW, Light.RED)
    assert one.before.stalls == one.after.stalls == (Stall.NO_LAND,)
    assert (found.lights_before[Light.YELLOW], found.lights_after[Light.RED]) == (1, 1)


def test_a_longer_term_lets_a_stall_vanish_and_a_shorter_one_appear() -> None:
    [longer] = compared([signed(due=None)], with_first(days=300)).changed
    [shorter] = compared([signed(due=None)], with_first(days=90), date(2025, 5, 1)).changed

    assert (longer.before.stalls, longer.after.stalls) == ((Stall.NO_LAND,), ())
    assert (longer.after.light, longer.after.due) == (Light.GREEN, None)
    assert (shorter.before.stalls, shorter.after.stalls) == ((), (Stall.NO_LAND,))


def test_an_agreed_day_is_not_the_rules_to_move() -> None:
    assert compared([signed()], with_first(days=300)).changed == []


def test_another_due_day_alone_is_a_change() -> None:
    [one] = compared([signed(due=None)], with_first(days=185)).changed

    assert one.before.light is one.after.light is Light.YELLOW
    assert one.before.due is not None
    assert one.after.due == one.before.due + timedelta(days=5)


def test_what_turns_red_stands_first_and_the_rows_are_bounded() -> None:
    facts = [signed(due=None), signed(), signed(due=date(2025, 6, 25))]
    found = compared(facts, with_first(days=187, grace=10))

    assert [one.project_id.int for one in found.gravest(10)] == [3, 2, 1]
    assert [one.project_id.int for one in found.gravest(1)] == [3]


@settings(max_examples=200, deadline=None)
@given(SOME_FACTS, DAYS, DAYS)
def test_the_rules_in_force_on_trial_change_nothing(facts: Facts, one: date, other: date) -> None:
    since, day = sorted((one, other))
    trial = trial_book(RULES, IN_FORCE, since)

    assert standing(facts, trial, day) == standing(facts, RULES, day)


@settings(max_examples=200, deadline=None)
@given(SOME_FACTS, st.dates(LATER, date(2026, 3, 1)))
def test_a_trial_says_what_the_edition_would_say_in_force(facts: Facts, day: date) -> None:
    adopted = edition(OTHERS, "2025-2", LATER)
    trial = trial_book(RuleBook("stalls", [FIRST]), adopted.stall, LATER)

    assert judge(facts, trial, day) == judge(facts, RuleBook("stalls", [FIRST, adopted]), day)
    assert said(judge(facts, trial, day)) == walk(facts, day, OTHERS)


def test_what_would_take_effect_later_is_not_part_of_a_trial_and_its_version_is_free() -> None:
    names = ["trial-1", "2026-2", "2026-3"]
    book = RuleBook(
        "stalls",
        [
            Rules(version=name, effective_on=date(2026, month, 1), stall=IN_FORCE)
            for month, name in enumerate(names, 1)
        ],
    )
    versions = [one.version for one in trial_book(book, IN_FORCE, date(2026, 2, 1)).editions]

    assert versions == ["trial-1", "trial-2"]


Try = Callable[..., Response]


@pytest.fixture
def attempt(county: County, database: Database) -> Iterator[Try]:
    """``attempt(identity, stall=…)`` in a county of three projects: one overdue, one in another hand, one withdrawn."""

    async def happen() -> None:
        story = Story()
        events = []
        for number in (PROJECT.int, 8, 9):
            one = UUID(int=number)
            events += [story.registered(one), *story.project(one, *agreed(one, DAY - timedelta(days=15)))]
        events += [
            story.withdrawn(UUID(int=9)),
            *story.project(UUID(int=8), land(date(2026, 9, 30), UUID(int=8))),
        ]
        await county.receive([*events, story.closed(DAY)])
        await county.react()

    asyncio.run(happen())
    with TestClient(
        create_app([service], settings_of("warning", database)), raise_server_exceptions=False
    ) as client:

        def request(identity: Identity, **body: object) -> Response:
            rules = [one.model_dump(mode="json") for one in IN_FORCE]
            headers = {**bearing(identity), "Idempotency-Key": "trial"}
            return client.post("/api/warning/rules/trial", json={"stall": rules, **body}, headers=headers)

        yield request


def less_grace(**numbers: object) -> list[dict[str, object]]:
    """The six as they are sent, with less time until the first turns red."""
    first, *others = [one.model_dump(mode="json") for one in IN_FORCE]
    return [{**first, "grace": 10, **numbers}, *others]


def test_a_trial_says_what_changes_side_by_side(attempt: Try) -> None:
    said = attempt(leader(), stall=less_grace()).json()

    assert said["as_of"] == said["since"] == "2026-10-01"
    assert (said["rules"], said["judged"], said["not_judged"], said["changed"]) == (
        RULES.on(DAY).version,
        2,
        0,
        1,
    )
    lights = {one["light"]: (one["before"], one["after"]) for one in said["lights"]}
    assert lights == {"red": (0, 1), "yellow": (1, 0), "unknown": (0, 0), "green": (1, 1)}
    common = {"stall": "no_land", "due": "2026-09-16", "stalls": ["no_land"]}
    assert said["projects"] == [
        {
            "project_id": str(PROJECT),
            "township": TOWNSHIP,
            "before": {"light": "yellow", **common},
            "after": {"light": "red", **common},
        }
    ]


def test_the_rules_in_force_change_nothing_and_nothing_is_published(attempt: Try, county: County) -> None:
    before = asyncio.run(county.published())

    assert attempt(leader()).json()["changed"] == 0
    attempt(leader(), stall=less_grace())
    assert asyncio.run(county.published()) == before


def test_only_what_lies_within_the_scope_is_counted(attempt: Try) -> None:
    here = Identity("here", frozenset({Role.LEADER}), Scope(townships=frozenset({TOWNSHIP})))
    there = Identity("there", frozenset({Role.LEADER}), Scope(townships=frozenset({"330529009"})))

    assert attempt(here, stall=less_grace()).json()["judged"] == 2
    elsewhere = attempt(there, stall=less_grace()).json()
    assert (elsewhere["judged"], elsewhere["changed"], elsewhere["projects"]) == (0, 0, [])


@pytest.mark.parametrize(
    "identity",
    [
        narrow(Role.AGENT, township=TOWNSHIP),
        narrow(Role.TOWNSHIP, township=TOWNSHIP),
        narrow(Role.ENTERPRISE, enterprise=ENTERPRISE),
        Identity("some", frozenset({Role.DEPARTMENT, Role.OPERATOR}), Scope(everywhere=True)),
    ],
)
def test_who_does_not_lead_or_dispatch_tries_nothing(attempt: Try, identity: Identity) -> None:
    assert attempt(identity).status_code == 403


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"stall": less_grace(days=0)}, "stall.0.days"),
        ({"stall": less_grace(warn=-1)}, "stall.0.warn"),
        ({"stall": less_grace(grace="soon")}, "stall.0.grace"),
        ({"stall": less_grace(longer={"trait": "heavy_asset", "days": 4000})}, "stall.0.longer.days"),
        ({"stall": less_grace(anchor="started")}, "stall.0"),
        ({"stall": less_grace()[1:]}, "stall"),
        ({"stall": less_grace(target="started")}, "stall"),
        ({"as_of": "soon"}, "as_of"),
    ],
)
def test_what_does_not_fit_is_said_by_its_field(attempt: Try, body: dict[str, object], field: str) -> None:
    refused = attempt(leader(), **body)

    assert refused.status_code == 422
    assert [one["field"] for one in refused.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"as_of": "2026-10-02"}, "as_of"),
        ({"as_of": "2026-09-30"}, "as_of"),
        ({"since": "2026-10-02"}, "since"),
    ],
)
def test_only_a_judged_day_is_tried_and_rules_that_count_on_it(
    attempt: Try, body: dict[str, object], field: str
) -> None:
    refused = attempt(leader(), **body)

    assert (refused.status_code, refused.json()["field"]) == (422, field)


def test_more_than_can_be_shown_is_counted(attempt: Try, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "MOST_SHOWN", 0)
    said = attempt(leader(), stall=less_grace()).json()

    assert (said["changed"], said["projects"]) == (1, [])


def test_a_trial_that_takes_too_long_is_given_up(attempt: Try, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "SECONDS", 0.0)

    assert attempt(leader()).json()["code"] == "timeout"


def test_before_the_first_judged_day_nothing_can_be_tried(database: Database) -> None:
    with TestClient(create_app([service], settings_of("warning", database))) as client:
        headers = {**bearing(leader()), "Idempotency-Key": "trial"}
        refused = client.post("/api/warning/rules/trial", json={"stall": less_grace()}, headers=headers)

    assert (refused.status_code, refused.json()["code"]) == (409, "nothing-judged")
