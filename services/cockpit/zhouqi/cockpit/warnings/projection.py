"""Each project's light, and the episodes of its stalls, as warning judged them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.warning import (
    ClearedBy,
    Light,
    LightChanged,
    Stall,
    StallCleared,
    StallDetected,
    StallFact,
    StallReopened,
    StallRetracted,
)
from zhouqi.events.fold.projection import TableRow


class EpisodeState(msgspec.Struct, frozen=True):
    """One episode, told from others by ``stall`` and ``since``; open while ``until`` is absent."""

    stall: Stall
    since: date
    due: date | None = None
    until: date | None = None
    by: ClearedBy | None = None


class WarningState(msgspec.Struct, frozen=True, kw_only=True):
    """What warning said last. ``light_due`` is the day past which the light counts its days."""

    project_id: UUID | None = None
    light: Light | None = None
    light_stall: Stall | None = None
    light_due: date | None = None
    episodes: tuple[EpisodeState, ...] = ()


class WarningProjection(Projection[WarningState]):
    """A row a project, and one for each episode that was not retracted."""

    name = "warning"
    version = 1
    log = JOURNAL
    category = "warning"
    state = WarningState
    tables = (
        Table(
            "warning",
            {
                "project_id": "uuid not null",
                "light": "text",
                "light_stall": "text",
                "light_due": "date",
                "stalls": "text[] not null",
                "stalls_found": "text[] not null",
            },
        ),
        Table(
            "episode",
            {
                "stall": "text not null",
                "since": "date not null",
                "due": "date",
                "until": "date",
                "by": "text",
            },
            key=("stall", "since"),
        ),
    )

    def initial(self, stream: str) -> WarningState:
        """Not judged."""
        return WarningState()

    def evolve(self, state: WarningState, fact: Fact, event: StreamEvent) -> WarningState:
        """The project's light and episodes after ``fact``."""
        match fact:
            case LightChanged():
                return msgspec.structs.replace(
                    state,
                    project_id=fact.project_id,
                    light=fact.light,
                    light_stall=fact.stall,
                    light_due=fact.due,
                )
            case StallFact():
                return msgspec.structs.replace(
                    state,
                    project_id=fact.project_id,
                    episodes=_after(state.episodes, fact),
                )
            case _:
                return state

    def rows(self, state: WarningState) -> Mapping[str, Sequence[TableRow]]:
        """The project's row, and its episodes'."""
        if state.project_id is None:
            return {}
        return {
            "warning": [
                {
                    "project_id": state.project_id,
                    "light": state.light,
                    "light_stall": state.light_stall,
                    "light_due": state.light_due,
                    "stalls": _kinds(one.stall for one in state.episodes if one.until is None),
                    "stalls_found": _kinds(one.stall for one in state.episodes),
                }
            ],
            "episode": [msgspec.structs.asdict(one) for one in state.episodes],
        }


def _after(episodes: tuple[EpisodeState, ...], fact: StallFact) -> tuple[EpisodeState, ...]:
    """Also an episode whose beginning has not arrived yet is known by what followed."""
    known = EpisodeState(fact.stall, fact.since)
    others = []
    for one in episodes:
        if (one.stall, one.since) == (fact.stall, fact.since):
            known = one
        else:
            others.append(one)
    match fact:
        case StallDetected():
            return (*others, EpisodeState(fact.stall, fact.since, fact.due))
        case StallCleared():
            return (*others, EpisodeState(fact.stall, fact.since, known.due, fact.until, fact.by))
        case StallReopened():
            return (*others, EpisodeState(fact.stall, fact.since, known.due))
        case StallRetracted():
            return tuple(others)
        case _:
            return episodes


def _kinds(stalls: Iterable[Stall]) -> list[Stall]:
    """Each kind once, in the order of a project's life."""
    there = set(stalls)
    return [stall for stall in Stall if stall in there]
