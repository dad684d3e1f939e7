"""What has to be said of a project, given what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from services.warning.tests.walk import DAYS, SOME_FACTS, TO

from tests.deciding import DeciderSpec
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
from zhouqi.warning.facts.project_facts import AgreedTraits, Extension, Facts, Reached
from zhouqi.warning.judgement.commands import JudgeProject
from zhouqi.warning.judgement.decider import WarningDecider
from zhouqi.warning.judgement.judge import judge

PROJECT = UUID(int=7)
RULES = rules.rule_book()
warning = DeciderSpec(WarningDecider())
DUE, SINCE, TODAY = date(2025, 6, 30), date(2025, 7, 1), date(2026, 10, 1)
SIGNED = Facts(
    agreed=AgreedTraits(new_land=True, civil_works=True, scale_expected=True, heavy_asset=False),
    due={Milestone.LAND: DUE, Milestone.STARTED: date(2027, 1, 1)},
    reached={Milestone.SIGNED: Reached(date(2025, 1, 1))},
)
EPISODE = {
    "project_id": PROJECT,
    "stall": Stall.NO_LAND,
    "since": SINCE,
    "day": TODAY,
    "rules": RULES.on(TODAY).version,
}


def with_land(on: date) -> Facts:
    return msgspec.structs.replace(SIGNED, reached={**SIGNED.reached, Milestone.LAND: Reached(on)})


def judged(facts: Facts, day: date = TODAY, *, withdrawn: bool = False) -> JudgeProject:
    return JudgeProject(PROJECT, facts, withdrawn, RULES, day)


def stalls(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if not isinstance(fact, LightChanged)]


def test_a_stall_is_detected_and_the_light_names_it() -> None:
    facts = warning.when(judged(SIGNED)).facts

    assert facts == [
        StallDetected.model_validate({**EPISODE, "due": DUE}),
        LightChanged(
            project_id=PROJECT,
            light=Light.RED,
            stall=Stall.NO_LAND,
            due=DUE,
            day=TODAY,
            rules=RULES.on(TODAY).version,
        ),
    ]


def test_what_is_over_already_is_cleared_at_once() -> None:
    facts = warning.when(judged(with_land(date(2025, 9, 1)))).facts

    assert stalls(facts) == [
        StallDetected.model_validate({**EPISODE, "due": DUE}),
        StallCleared.model_validate({**EPISODE, "until": date(2025, 9, 1), "by": ClearedBy.REACHED}),
    ]


def test_another_day_alone_changes_nothing() -> None:
    facts = warning.when(judged(SIGNED), judged(SIGNED, TODAY + timedelta(days=1))).facts

    assert facts == []


def test_the_colour_turns_while_the_episode_stays() -> None:
    yellow = DUE + timedelta(days=30)

    facts = warning.when(judged(SIGNED, yellow), judged(SIGNED, yellow + timedelta(days=1))).facts

    assert [(type(fact), getattr(fact, "light", None)) for fact in facts] == [(LightChanged, Light.RED)]


def test_a_cleared_stall_reopens_when_its_clearing_was_wrong() -> None:
    facts = warning.when(judged(with_land(date(2025, 9, 1))), judged(SIGNED)).facts

    assert stalls(facts) == [StallReopened.model_validate(EPISODE)]


def test_a_corrected_day_clears_it_on_another_day() -> None:
    case = warning.when(judged(with_land(date(2025, 9, 1))), judged(with_land(date(2025, 8, 1))))
    state, facts = case.state, case.facts

    assert [type(fact) for fact in facts] == [StallCleared]
    assert state.episodes[0].until == date(2025, 8, 1)


def test_a_stall_that_never_was_is_retracted() -> None:
    case = warning.when(judged(SIGNED), judged(with_land(date(2025, 6, 1))))
    state, facts = case.state, case.facts

    assert stalls(facts) == [StallRetracted.model_validate(EPISODE)]
    assert state.episodes == ()


def test_a_new_overrun_after_an_extension_is_a_new_episode() -> None:
    extended = Extension(date(2025, 9, 1), date(2025, 12, 31), Milestone.LAND, "report")

    case = warning.when(judged(SIGNED), judged(msgspec.structs.replace(SIGNED, extensions=(extended,))))
    state, facts = case.state, case.facts

    assert [type(fact) for fact in stalls(facts)] == [StallCleared, StallDetected]
    assert [(one.since, one.by) for one in state.episodes] == [
        (SINCE, ClearedBy.EXTENDED),
        (date(2026, 1, 1), None),
    ]


def test_a_withdrawn_project_is_taken_back_and_green() -> None:
    facts = warning.when(judged(SIGNED), judged(SIGNED, withdrawn=True)).facts

    assert [type(fact) for fact in facts] == [StallRetracted, LightChanged]
    assert isinstance(facts[-1], LightChanged)
    assert facts[-1].light is Light.GREEN


def test_nothing_is_said_of_a_project_that_was_withdrawn_before_it_was_judged() -> None:
    assert warning.when(judged(SIGNED, withdrawn=True)).facts == []


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

    state = warning.when(*earlier, *on_the_way, judged(facts, TO)).state
    again = warning.when(*earlier, *on_the_way, judged(facts, TO), judged(facts, TO)).facts

    judgement = judge(facts, RULES, TO)
    assert state.episodes == judgement.episodes
    assert (state.light, state.stall, state.due) == (judgement.light, judgement.stall, judgement.due)
    assert again == []
