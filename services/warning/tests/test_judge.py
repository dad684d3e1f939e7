"""What is said of a project on a day, told by examples; an oracle walks through the days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from services.warning.tests.walk import DAYS, LATER, OTHERS, SIX, SOME_FACTS, Table, Walked, walk

from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.contracts.warning import ClearedBy, Light, Stall
from zhouqi.service.rules.rulebook import RuleBook
from zhouqi.warning import rules
from zhouqi.warning.facts.project_facts import AgreedTraits, Extension, Facts, Reached
from zhouqi.warning.judgement.judge import JudgedStall, Judgement, judge
from zhouqi.warning.rules import Rules
from zhouqi.warning.stalls.episodes import Episode, Stage

SIGNED, LAND, STARTED, COMPLETED, PRODUCING, SCALED, CAPACITY = Milestone
RULES = rules.rule_book()
SIGNED_ON = date(2025, 1, 1)
DUE = date(2025, 6, 30)
TODAY = date(2026, 10, 1)


def agreed(**traits: bool) -> AgreedTraits:
    """An agreement over new land with works, of an enterprise that is expected to grow."""
    usual = {"new_land": True, "civil_works": True, "scale_expected": True, "heavy_asset": False}
    return msgspec.convert({**usual, **traits}, AgreedTraits)


def signed(due: date | None = DUE, **known: object) -> Facts:
    """A signed project whose land is agreed for a day."""
    facts = Facts(agreed=agreed(), due={LAND: due} if due else {}, reached={SIGNED: Reached(SIGNED_ON)})
    return msgspec.structs.replace(facts, **known)


def with_land(on: date | None) -> dict[Milestone, Reached]:
    return {SIGNED: Reached(SIGNED_ON), LAND: Reached(on)}


def extension(approved_on: date, due: date, milestone: Milestone = LAND) -> Extension:
    return Extension(approved_on, due, milestone, "report")


def no_land(facts: Facts, today: date = TODAY) -> JudgedStall:
    """What is said of the land that is missing."""
    [found] = [one for one in judge(facts, RULES, today).stalls if one.stall is Stall.NO_LAND]
    return found


def test_a_project_is_overdue_from_the_day_after_its_due_day() -> None:
    assert no_land(signed(), DUE).episodes == ()
    assert no_land(signed(), DUE + timedelta(days=1)).episodes == (
        Episode(Stall.NO_LAND, date(2025, 7, 1), DUE),
    )


@pytest.mark.parametrize(
    ("days", "light"),
    [(-31, Light.GREEN), (-30, Light.GREEN), (-29, Light.YELLOW), (30, Light.YELLOW), (31, Light.RED)],
)
def test_the_colour_follows_the_days_past_the_due_day(days: int, light: Light) -> None:
    assert judge(signed(), RULES, DUE + timedelta(days=days)).light is light


def test_without_an_agreed_day_the_rules_term_counts_from_the_anchor() -> None:
    assert no_land(signed(due=None)).due == SIGNED_ON + timedelta(days=180)


def test_the_start_counts_from_the_handover_and_not_from_the_contract() -> None:
    handed_over = {**with_land(date(2025, 5, 1)), LAND: Reached(date(2025, 5, 1), date(2025, 6, 1))}
    found = judge(signed(reached=handed_over), RULES, TODAY).stalls[1]

    assert (found.stall, found.due) == (Stall.NO_START, date(2025, 6, 1) + timedelta(days=180))


def test_heavy_assets_take_longer() -> None:
    facts = Facts(agreed=agreed(heavy_asset=True), reached={PRODUCING: Reached(SIGNED_ON)})

    assert judge(facts, RULES, TODAY).stalls[-1].due == SIGNED_ON + timedelta(days=1095)


def test_reaching_the_milestone_ends_the_episode_on_its_day() -> None:
    found = no_land(signed(reached=with_land(date(2025, 8, 1))))

    assert found.stage is Stage.DONE
    assert found.episodes == (
        Episode(Stall.NO_LAND, date(2025, 7, 1), DUE, date(2025, 8, 1), ClearedBy.REACHED),
    )


def test_a_milestone_without_a_day_clears_nothing() -> None:
    found = no_land(signed(reached=with_land(None)))

    assert found.stage is Stage.RUNNING
    assert found.episodes == (Episode(Stall.NO_LAND, date(2025, 7, 1), DUE),)


def test_an_extension_counts_from_its_approval_and_a_new_overrun_is_a_new_episode() -> None:
    facts = signed(extensions=(extension(date(2025, 9, 1), date(2025, 12, 31)),))

    assert no_land(facts).episodes == (
        Episode(Stall.NO_LAND, date(2025, 7, 1), DUE, date(2025, 9, 1), ClearedBy.EXTENDED),
        Episode(Stall.NO_LAND, date(2026, 1, 1), date(2025, 12, 31)),
    )


def test_an_extension_that_does_not_reach_its_approval_interrupts_nothing() -> None:
    facts = signed(extensions=(extension(date(2025, 9, 1), date(2025, 8, 15)),))

    assert no_land(facts).episodes == (Episode(Stall.NO_LAND, date(2025, 7, 1), DUE),)


def test_termination_ends_everything_and_the_light_is_green() -> None:
    judgement = judge(signed(terminated_on=date(2025, 9, 1)), RULES, TODAY)

    assert judgement.light is Light.GREEN
    assert judgement.stalls[0].stage is Stage.ENDED
    [episode] = judgement.episodes
    assert (episode.until, episode.by) == (date(2025, 9, 1), ClearedBy.TERMINATED)


def test_a_missing_day_is_unknown_and_never_green() -> None:
    undated = Facts(agreed=agreed(), reached={SIGNED: Reached(None), LAND: Reached(date(2026, 9, 1))})

    assert judge(undated, RULES, TODAY).light is Light.UNKNOWN
    assert no_land(undated).stage is Stage.UNKNOWN


def test_nothing_known_is_unknown() -> None:
    assert judge(Facts(), RULES, TODAY).light is Light.UNKNOWN
    assert judge(Facts(agreed=agreed(), reached={SIGNED: Reached(None)}), RULES, TODAY).light is Light.UNKNOWN


def test_milestones_without_an_agreement_are_unknown() -> None:
    assert judge(Facts(reached={STARTED: Reached(SIGNED_ON)}), RULES, TODAY).light is Light.UNKNOWN


@pytest.mark.parametrize(
    ("filed", "reached", "stage"),
    [
        (
            AgreedTraits(new_land=False, civil_works=True, scale_expected=True, heavy_asset=False),
            {},
            Stage.WAITING,
        ),
        (
            AgreedTraits(
                new_land=False, civil_works=True, scale_expected=True, heavy_asset=False, filed=True
            ),
            {},
            Stage.UNKNOWN,
        ),
        (
            AgreedTraits(new_land=False, civil_works=True, scale_expected=True, heavy_asset=False),
            {STARTED: Reached(SIGNED_ON)},
            Stage.UNKNOWN,
        ),
    ],
)
def test_without_new_land_the_start_waits_for_the_filing(
    filed: AgreedTraits, reached: dict[Milestone, Reached], stage: Stage
) -> None:
    facts = Facts(agreed=filed, reached={SIGNED: Reached(SIGNED_ON), **reached})

    assert judge(facts, RULES, TODAY).stalls[0].stage is stage


def test_what_does_not_apply_is_not_there() -> None:
    facts = Facts(
        agreed=agreed(new_land=False, civil_works=False, scale_expected=False),
        reached={SIGNED: Reached(SIGNED_ON)},
    )

    assert [one.stall for one in judge(facts, RULES, TODAY).stalls] == [
        Stall.NO_START,
        Stall.NO_PRODUCTION,
        Stall.NO_CAPACITY,
    ]


def test_red_comes_before_yellow_before_unknown_and_names_its_stall() -> None:
    facts = signed(
        due=None,
        reached={SIGNED: Reached(None), LAND: Reached(date(2026, 4, 1)), STARTED: Reached(date(2026, 9, 1))},
    )
    yellow = msgspec.structs.replace(facts, due={COMPLETED: date(2026, 9, 30)})
    red = msgspec.structs.replace(yellow, due={COMPLETED: date(2026, 6, 30)})

    assert [
        (one.light, one.stall) for one in (judge(this, RULES, TODAY) for this in (facts, yellow, red))
    ] == [
        (Light.UNKNOWN, Stall.NO_LAND),
        (Light.YELLOW, Stall.NO_COMPLETE),
        (Light.RED, Stall.NO_COMPLETE),
    ]


def test_a_day_at_the_end_of_all_days_is_judged_too() -> None:
    never = signed(due=date.max, reached={SIGNED: Reached(date.max)})

    assert judge(never, RULES, TODAY).episodes == ()


def edition(lines: Table, version: str, since: date) -> Rules:
    """The walk's table as an edition of the rules."""
    usual = RULES.editions[0]
    stalls = [
        {
            **rule.model_dump(exclude_none=True, exclude={"trait"}),
            **({"trait": line.applies_if} if line.applies_if else {}),
            "days": line.days,
            "warn": line.margin,
            "grace": line.margin,
        }
        for rule, line in zip(usual.stall, lines, strict=True)
    ]
    return Rules.model_validate({"version": version, "effective_on": since, "stall": stalls})


FIRST = RULES.editions[0].model_copy(update={"effective_on": date(2021, 1, 1)})
TWO = RuleBook("stalls", [FIRST, edition(OTHERS, "2025-2", LATER)])


def longer(days: int, since: date) -> RuleBook[Rules]:
    """A second edition, in force from a day on, by which land may take so many days."""
    lines = (replace(SIX[0], days=days), *SIX[1:])
    return RuleBook("stalls", [FIRST, edition(lines, "next", since)])


def test_a_later_edition_counts_from_its_day_on_and_takes_nothing_of_the_past_back() -> None:
    facts, found_on = signed(due=None), SIGNED_ON + timedelta(days=181)
    since = found_on + timedelta(days=20)

    assert judge(facts, longer(300, since), since - timedelta(days=1)).light is Light.YELLOW
    assert judge(facts, longer(300, since), since).light is Light.GREEN
    [first, again] = judge(facts, longer(300, since), TODAY).episodes
    assert (first.since, first.until, first.by) == (found_on, since, ClearedBy.RULES)
    assert again.since == SIGNED_ON + timedelta(days=301)


def test_a_stricter_edition_finds_nothing_before_its_day() -> None:
    since = SIGNED_ON + timedelta(days=100)
    [episode] = judge(signed(due=None), longer(30, since), since).episodes

    assert (episode.since, episode.due) == (since, SIGNED_ON + timedelta(days=30))


@pytest.mark.parametrize("undated", [{LAND: Reached(None)}, {LAND: Reached(None), STARTED: Reached(None)}])
def test_no_project_is_green_with_an_open_stall(undated: dict[Milestone, Reached]) -> None:
    known = {one: Reached(date(2026, 9, 1)) for one in (COMPLETED, PRODUCING, SCALED, CAPACITY)}
    facts = signed(
        reached={SIGNED: Reached(SIGNED_ON), STARTED: Reached(date(2026, 8, 1)), **known, **undated}
    )
    judgement = judge(facts, RULES, TODAY)

    assert judgement.stalls[0].stage is Stage.RUNNING
    assert (judgement.light, judgement.stall) == (Light.RED, Stall.NO_LAND)


@settings(max_examples=300, deadline=None)
@given(SOME_FACTS, DAYS)
def test_intervals_say_what_a_walk_through_the_days_says(facts: Facts, today: date) -> None:
    assert said(judge(facts, RULES, today)) == walk(facts, today)


@settings(max_examples=300, deadline=None)
@given(SOME_FACTS, DAYS)
def test_each_day_is_judged_by_the_edition_in_force_on_it(facts: Facts, today: date) -> None:
    assert said(judge(facts, TWO, today)) == walk(facts, today, OTHERS)


@given(SOME_FACTS, DAYS)
def test_an_open_stall_shows_its_colour(facts: Facts, today: date) -> None:
    judgement = judge(facts, TWO, today)

    if any(one.until is None for one in judgement.episodes):
        assert judgement.light in (Light.YELLOW, Light.RED)


def said(judgement: Judgement) -> Walked:
    found = tuple(
        (str(one.stall), one.since, one.until, None if one.by is None else str(one.by))
        for one in judgement.episodes
    )
    return Walked(str(judgement.light), found)
