"""Which kinds of data apply to a project, and which of these are connected (全景可视). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from zhouqi.ingest.connection.rules import Case, ConnectionRules


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What is known of a project at one moment.

    ``traits`` are those that its agreement has; None without an agreement. ``reached`` are milestones, each with
    its day, ``recorded`` the kinds with at least one accepted, linked record that is not withdrawn.
    """

    project_id: UUID
    traits: frozenset[str] | None
    reached: Mapping[str, date]
    recorded: frozenset[str]


@dataclass(frozen=True, slots=True)
class Connection:
    """What was last said of a project: the kinds that apply, those that are connected, and until when the
    others are in their grace, where their stage began on a day.
    """

    applicable: tuple[str, ...] = ()
    connected: tuple[str, ...] = ()
    awaited: tuple[tuple[str, date], ...] = ()


def judge_connection(known: ProjectFacts, rules: ConnectionRules, kinds: Sequence[str]) -> Connection:
    """The kinds that apply by ``rules``, in the order of ``kinds``, and those of them with a record."""
    cases = {kind: [case for case in rules.kinds[kind] if _applies(case, known)] for kind in kinds}
    applicable = tuple(kind for kind in kinds if cases[kind])
    connected = tuple(kind for kind in applicable if kind in known.recorded)
    awaited = (
        (kind, since + timedelta(days=rules.grace.of_kind(kind)))
        for kind in applicable
        if kind not in known.recorded and (since := _since(cases[kind], known)) is not None
    )
    return Connection(applicable, connected, tuple(awaited))


def _applies(case: Case, known: ProjectFacts) -> bool:
    if case.always:
        return True
    if known.traits is None:
        return False
    return (
        case.with_ <= known.traits
        and not case.without & known.traits
        and case.reached <= known.reached.keys()
        and not case.not_yet & known.reached.keys()
    )


def _since(cases: Sequence[Case], known: ProjectFacts) -> date | None:
    """Since when one of ``cases`` asks for a kind; None where one does without any stage."""
    if not all(case.reached for case in cases):
        return None
    return min(max(known.reached[milestone] for milestone in case.reached) for case in cases)
