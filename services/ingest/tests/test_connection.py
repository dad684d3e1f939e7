"""Which kinds apply to a project and which are connected: by the county's rules, from all that is known."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from tests.deciding import DeciderSpec
from zhouqi.events.contracts.ingest import Awaited, ConnectionChanged
from zhouqi.ingest.connection.commands import StateConnection
from zhouqi.ingest.connection.decider import ConnectionDecider
from zhouqi.ingest.connection.judgement import Connection, ProjectFacts, judge_connection
from zhouqi.ingest.connection.rules import load_rules
from zhouqi.ingest.kinds import KINDS
from zhouqi.service.rules.rulebook import RulesError

PROJECT = UUID(int=1)
RULES = load_rules().editions[0]
DAY = date(2026, 3, 1)
CATALOGUE = tuple(kind.name for kind in KINDS)
ALWAYS = {"project", "agreement", "filing"}
BUILDS = frozenset({"new_land", "civil_works", "scale_expected"})


def _applicable(traits: frozenset[str] | None, *reached: str) -> set[str]:
    seen = ProjectFacts(PROJECT, traits, dict.fromkeys(reached, DAY), frozenset())
    return set(judge_connection(seen, RULES, CATALOGUE).applicable)


@pytest.mark.parametrize(
    ("traits", "reached", "beside"),
    [
        (None, ["signed", "land", "started", "completed"], set()),
        (BUILDS, [], set()),
        (BUILDS, ["signed"], set()),
        (BUILDS, ["signed", "land"], {"land", "energy", "environment", "planning"}),
        (frozenset({"civil_works"}), ["signed"], {"energy", "environment"}),
        (frozenset({"civil_works"}), ["signed", "land"], {"energy", "environment"}),
        (
            BUILDS,
            ["signed", "land", "started"],
            {
                *("land", "energy", "environment", "planning"),
                *("permit", "statistics", "investment", "attendance", "site"),
            },
        ),
        (
            BUILDS,
            ["signed", "land", "started", "completed"],
            {
                *("land", "energy", "environment", "planning"),
                *("permit", "statistics", "investment", "site", "acceptance", "inputs"),
            },
        ),
        (frozenset(), ["signed", "started"], {"energy", "environment", "statistics", "investment"}),
        (
            frozenset(),
            ["signed", "started", "in_production"],
            {"energy", "environment", "statistics", "investment", "inputs", "sales", "tax"},
        ),
        (frozenset({"scale_expected"}), ["scaled"], {"payment"}),
        (frozenset(), ["scaled"], set()),
        (frozenset(), ["full_capacity"], {"performance"}),
    ],
)
def test_what_applies(traits: frozenset[str] | None, reached: list[str], beside: set[str]) -> None:
    assert _applicable(traits, *reached) == ALWAYS | beside


def test_connected_is_what_applies_and_has_a_record_in_the_order_of_the_catalogue() -> None:
    recorded = frozenset({"filing", "project", "sales"})

    found = judge_connection(ProjectFacts(PROJECT, BUILDS, {}, recorded), RULES, CATALOGUE)

    assert found == Connection(("project", "agreement", "filing"), ("project", "filing"))


def test_a_connection_is_said_when_it_is_another_than_before() -> None:
    connection_of = DeciderSpec(ConnectionDecider())
    now = StateConnection(PROJECT, Connection(("project",), (), (("project", DAY),)), "rules-1")
    changed = ConnectionChanged(
        project_id=PROJECT,
        applicable=("project",),
        connected=(),
        awaited=(Awaited(kind="project", until=DAY),),
        rules="rules-1",
    )

    connection_of.when(now).then(changed)
    connection_of.given(changed).when(now).then()
    connection_of.given(changed).when(StateConnection(PROJECT, now.now, "rules-2")).then()
    another = StateConnection(PROJECT, Connection(("project",), ("project",)), "rules-1")
    assert len(connection_of.given(changed).when(another).facts) == 1


HEAD = 'version = "v"\neffective_on = 2021-01-01\n[grace]\ndays = 1'
CASES = "\n".join(["[kinds]", *(f"{kind} = [{{}}]" for kind in CATALOGUE)])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("version = 1", "version"),
        (f"{HEAD}\n[kinds]\nproject = [{{}}]", "missing"),
        (f'{HEAD}\n[kinds]\nproject = [{{ when = ["x"] }}]', "when"),
        (f"{HEAD}\nof = {{ lunch = 1 }}\n{CASES}", "lunch"),
        ("[[", "TOML|invalid|expected|Invalid"),
    ],
)
def test_rules_that_are_wrong_say_where(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(text)

    with pytest.raises(RulesError, match=why):
        load_rules(file)


def test_the_countys_rules_have_a_version_and_a_day_from_which_they_are_in_force() -> None:
    assert RULES.version
    assert RULES.effective_on.year == 2021


def test_what_a_stage_asks_for_is_awaited_from_its_day_on_and_what_always_applies_is_not() -> None:
    reached = {"signed": DAY, "land": DAY + timedelta(days=5), "started": DAY + timedelta(days=9)}

    found = judge_connection(
        ProjectFacts(PROJECT, BUILDS, reached, frozenset({"land", "site"})), RULES, CATALOGUE
    )

    awaited = dict(found.awaited)
    assert {"project", "agreement", "filing", "land", "site"}.isdisjoint(awaited)
    assert awaited["planning"] == DAY + timedelta(days=5 + RULES.grace.days)
    assert awaited["permit"] == DAY + timedelta(days=9 + RULES.grace.days)


def test_a_kind_has_the_grace_of_its_own_pace() -> None:
    found = judge_connection(
        ProjectFacts(PROJECT, frozenset(), {"in_production": DAY}, frozenset()), RULES, CATALOGUE
    )

    assert dict(found.awaited)["tax"] == DAY + timedelta(days=RULES.grace.of["tax"])
