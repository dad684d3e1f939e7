"""What has to be said of a project, given what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from services.warning.tests.walk import DAYS, SOME_FACTS, TO

from zhouqi.events import Fact
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.contracts.warning import (
    ClearedBy,
    Light,
    LightChanged,
    Stall,
    StallCleared,
    StallDetected,
    StallReopened,
    StallRetracted,
)
from zhouqi.warning import rules
from zhouqi.warning.facts import Agreed, Extension, Facts, Reached
from zhouqi.warning.judgement import judge
from zhouqi.warning.warning import Judge, Said, Warnings

PROJECT = UUID(int=7)
RULES = rules.in_force()
DUE, SINCE, TODAY = date(2025, 6, 30), date(2025, 7, 1), date(2026, 10, 1)
SIGNED = Facts(
    agreed=Agreed(new_land=True, civil_works=True, scale_expected=True, heavy_asset=False),
    due={Milestone.LAND: DUE, Milestone.STARTED: date(2027, 1, 1)},
    reached={Milestone.SIGNED: Reached(date(2025, 1, 1))},
)
EPISODE = {
    "project_id": PROJECT,
    "stall": Stall.NO_LAND,
    "since": SINCE,
    "day": TODAY,
    "rules": RULES.version,
}


def with_land(on: date) -> Facts:
    return msgspec.structs.replace(SIGNED, reached={**SIGNED.reached, Milestone.LAND: Reached(on)})


def judged(facts: Facts, day: date = TODAY, *, withdrawn: bool = False) -> Judge:
    return Judge(PROJECT, facts, withdrawn, RULES, day)


def after(*commands: Judge) -> tuple[Said, list[Fact]]:
    """What is said after these judgements, and what the last one added."""
    warnings, state, facts = Warnings(), Warnings().initial(), list[Fact]()
    for command in commands:
        facts = list(warnings.decide(command, state))
        for fact in facts:
            state = warnings.evolve(state, fact)
    return state, facts


def stalls(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if not isinstance(fact, LightChanged)]


def test_a_stall_is_detected_and_the_light_names_it() -> None:
    _, facts = after(judged(SIGNED))

    assert facts == [
        StallDetected.model_validate({**EPISODE, "due": DUE}),
        LightChanged(
            project_id=PROJECT,
            light=Light.RED,
            stall=Stall.NO_LAND,
            overdue=(TODAY - DUE).days,
            day=TODAY,
            rules=RULES.version,
        ),
    ]


def test_what_is_over_already_is_cleared_at_once() -> None:
    _, facts = after(judged(with_land(date(2025, 9, 1))))

    assert stalls(facts) == [
        StallDetected.model_validate({**EPISODE, "due": DUE}),
        StallCleared.model_validate({**EPISODE, "until": date(2025, 9, 1), "by": ClearedBy.REACHED}),
    ]


def test_another_day_alone_changes_nothing() -> None:
    _, facts = after(judged(SIGNED), judged(SIGNED, TODAY + timedelta(days=1)))

    assert facts == []


def test_the_colour_turns_while_the_episode_stays() -> None:
    yellow = DUE + timedelta(days=30)

    _, facts = after(judged(SIGNED, yellow), judged(SIGNED, yellow + timedelta(days=1)))

    assert [(type(fact), getattr(fact, "light", None)) for fact in facts] == [(LightChanged, Light.RED)]


def test_a_cleared_stall_reopens_when_its_clearing_was_wrong() -> None:
    _, facts = after(judged(with_land(date(2025, 9, 1))), judged(SIGNED))

    assert stalls(facts) == [StallReopened.model_validate(EPISODE)]


def test_a_corrected_day_clears_it_on_another_day() -> None:
    state, facts = after(judged(with_land(date(2025, 9, 1))), judged(with_land(date(2025, 8, 1))))

    assert [type(fact) for fact in facts] == [StallCleared]
    assert state.episodes[0].until == date(2025, 8, 1)


def test_a_stall_that_never_was_is_retracted() -> None:
    state, facts = after(judged(SIGNED), judged(with_land(date(2025, 6, 1))))

    assert stalls(facts) == [StallRetracted.model_validate(EPISODE)]
    assert state.episodes == ()


def test_a_new_overrun_after_an_extension_is_a_new_episode() -> None:
    extended = Extension(date(2025, 9, 1), date(2025, 12, 31), Milestone.LAND, "report")

    state, facts = after(judged(SIGNED), judged(msgspec.structs.replace(SIGNED, extensions=(extended,))))

    assert [type(fact) for fact in stalls(facts)] == [StallCleared, StallDetected]
    assert [(one.since, one.by) for one in state.episodes] == [
        (SINCE, ClearedBy.EXTENDED),
        (date(2026, 1, 1), None),
    ]


def test_a_withdrawn_project_is_taken_back_and_green() -> None:
    _, facts = after(judged(SIGNED), judged(SIGNED, withdrawn=True))

    assert [type(fact) for fact in facts] == [StallRetracted, LightChanged]
    assert isinstance(facts[-1], LightChanged)
    assert facts[-1].light is Light.GREEN


def test_nothing_is_said_of_a_project_that_was_withdrawn_before_it_was_judged() -> None:
    assert after(judged(SIGNED, withdrawn=True))[1] == []


@settings(deadline=None)
@given(
    st.lists(st.tuples(SOME_FACTS, DAYS, st.booleans()), max_size=4),
    SOME_FACTS,
    st.lists(DAYS, max_size=5),
)
def test_whatever_was_said_before_the_same_facts_end_in_the_same_episodes(
    before: list[tuple[Facts, date, bool]], facts: Facts, days: list[date]
) -> None:
    earlier = [judged(known, day, withdrawn=withdrawn) for known, day, withdrawn in before]
    on_the_way = [judged(facts, day) for day in sorted(days)]

    state, _ = after(*earlier, *on_the_way, judged(facts, TO))
    _, again = after(*earlier, *on_the_way, judged(facts, TO), judged(facts, TO))

    judgement = judge(facts, RULES, TO)
    assert state.episodes == judgement.episodes
    assert (state.light, state.stall, state.due) == (judgement.light, judgement.stall, judgement.due)
    assert again == []
