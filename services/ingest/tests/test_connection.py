"""Which kinds apply to a project and which are connected: by the county's rules, from all that is known."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from zhouqi.events.contracts.ingest import ConnectionChanged
from zhouqi.ingest.connection import Connection, ConnectionOf, Observe, Seen, connection
from zhouqi.ingest.kinds import KINDS
from zhouqi.ingest.rules import RulesError, load

PROJECT = UUID(int=1)
RULES = load()
CATALOGUE = tuple(kind.name for kind in KINDS)
ALWAYS = {"project", "agreement", "filing"}
BUILDS = frozenset({"new_land", "civil_works", "scale_expected"})


def _applicable(traits: frozenset[str] | None, *reached: str) -> set[str]:
    seen = Seen(PROJECT, traits, frozenset(reached), frozenset())
    return set(connection(seen, RULES, CATALOGUE).applicable)


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

    found = connection(Seen(PROJECT, BUILDS, frozenset(), recorded), RULES, CATALOGUE)

    assert found == Connection(("project", "agreement", "filing"), ("project", "filing"))


def test_a_connection_is_said_when_it_is_another_than_before() -> None:
    decider, state = ConnectionOf(), ConnectionOf().initial()
    now = Observe(PROJECT, Connection(("project",), ()), "rules-1")

    (fact,) = decider.decide(now, state)
    state = decider.evolve(state, fact)

    assert fact == ConnectionChanged(
        project_id=PROJECT, applicable=("project",), connected=(), rules="rules-1"
    )
    assert decider.decide(now, state) == ()
    assert decider.decide(Observe(PROJECT, now.now, "rules-2"), state) == ()
    assert (
        len(decider.decide(Observe(PROJECT, Connection(("project",), ("project",)), "rules-1"), state)) == 1
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("version = 1", "effective"),
        ('version = "v"\neffective = 2021-01-01\n[kinds]\nproject = [{}]', "missing"),
        ('version = "v"\neffective = 2021-01-01\n[kinds]\nproject = [{ when = ["x"] }]', "when"),
        ("[[", "TOML|invalid|expected|Invalid"),
    ],
)
def test_rules_that_are_wrong_say_where(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(text)

    with pytest.raises(RulesError, match=why):
        load(file)


def test_the_countys_rules_have_a_version_and_a_day_from_which_they_are_in_force() -> None:
    assert RULES.version
    assert RULES.effective.year == 2021
