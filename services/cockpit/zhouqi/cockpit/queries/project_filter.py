"""Which projects a list, its figures and its export speak of: the reader's scope and the filters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import reduce
from operator import and_
from typing import Final

from psycopg import sql

from zhouqi.cockpit.api.answers.projects import Stalled, Status
from zhouqi.cockpit.queries.chosen import containing, one_of
from zhouqi.cockpit.stage import Stage
from zhouqi.events.contracts.warning import Light, Stall
from zhouqi.service.identity import Scope
from zhouqi.service.predicate import ALWAYS, Predicate
from zhouqi.service.scope import OPEN, Columns, within

PROJECTS: Final = Columns(township="township", department=OPEN, enterprise="enterprise_code")
"""A project is no department's own: departments see those of the whole county."""

_STATUS: Final[Mapping[Status, Predicate]] = {
    Status.REGISTERED: Predicate(sql.SQL("not withdrawn")),
    Status.STUCK: Predicate(sql.SQL("(not withdrawn and stuck)")),
    Status.UNPLANNED: Predicate(
        sql.SQL("(not withdrawn and (planned_start is null or planned_completion is null))")
    ),
    Status.WITHDRAWN: Predicate(sql.SQL("withdrawn")),
    Status.ALL: ALWAYS,
}
_STALLED: Final[Mapping[Stalled, Predicate]] = {
    Stalled.FOUND: Predicate(sql.SQL("stalled is not null")),
    Stalled.OPEN: Predicate(sql.SQL("stalled = 'open'")),
    Stalled.CLEARED: Predicate(sql.SQL("stalled = 'cleared'")),
}
_SEARCHED: Final = sql.SQL("searched like lower(%(q)s)")
FULL_VIEW: Final = Predicate(sql.SQL("full_view"))


def has_status(status: Status) -> Predicate:
    """The projects that ``status`` selects."""
    return _STATUS[status]


def has_light(light: Light) -> Predicate:
    """The projects with this light."""
    return Predicate(sql.SQL("light = {}").format(sql.Literal(light.value)))


def is_stalled(stalled: Stalled) -> Predicate:
    """The projects that ``stalled`` selects."""
    return _STALLED[stalled]


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """The filters of the list. ``q`` is looked for in names and codes of project and enterprise.

    An empty tuple and None don't narrow. ``stalls`` are open now, ``stalls_found`` were at some time;
    ``assigned``: a department or an agent is named.
    """

    q: str | None = None
    townships: tuple[str, ...] = ()
    status: Status = Status.REGISTERED
    lights: tuple[Light, ...] = ()
    stalled: Stalled | None = None
    stalls: tuple[Stall, ...] = ()
    stalls_found: tuple[Stall, ...] = ()
    full_view: bool | None = None
    stages: tuple[Stage, ...] = ()
    departments: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    assigned: bool | None = None

    def within(self, scope: Scope) -> Predicate:
        """The rows of ``project_list`` that ``scope`` contains and the filters select."""
        return reduce(and_, self._conditions(), within(scope, PROJECTS))

    def described(self) -> Mapping[str, object]:
        """The filters as what a cursor is bound to."""
        return asdict(self)

    def _conditions(self) -> Iterator[Predicate]:
        yield has_status(self.status)
        if self.q and self.q.strip():
            yield Predicate(_SEARCHED, {"q": containing(self.q)})
        if self.stalled is not None:
            yield is_stalled(self.stalled)
        for name, column, chosen in (
            ("townships", "township", self.townships),
            ("lights", "light", self.lights),
            ("stages", "stage", self.stages),
            ("departments", "department", self.departments),
            ("agents", "agent", self.agents),
        ):
            if chosen:
                yield one_of(column, name, chosen)
        for name, chosen in (("stalls", self.stalls), ("stalls_found", self.stalls_found)):
            if chosen:
                some = sql.SQL("{} && {}::text[]").format(sql.Identifier(name), sql.Placeholder(name))
                yield Predicate(some, {name: [str(one) for one in chosen]})
        if self.full_view is not None:
            yield Predicate(sql.SQL("full_view = %(full_view)s"), {"full_view": self.full_view})
        if self.assigned is not None:
            named = sql.SQL("(department is not null or agent is not null) = %(assigned)s")
            yield Predicate(named, {"assigned": self.assigned})
