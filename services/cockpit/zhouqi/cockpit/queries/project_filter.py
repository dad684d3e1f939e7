"""Which projects a list, its figures and its export speak of: the reader's scope and the filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Final

from psycopg import sql

from zhouqi.cockpit.api.answers import Status
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

_SEARCHED: Final = sql.SQL(
    "(name ilike %(q)s or code ilike %(q)s or enterprise_name ilike %(q)s or enterprise_code ilike %(q)s)"
)


def has_status(status: Status) -> Predicate:
    """The projects that ``status`` selects."""
    return _STATUS[status]


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """The filters of the list. ``q`` is looked for in names and codes of project and enterprise."""

    q: str | None = None
    townships: tuple[str, ...] = ()
    status: Status = Status.REGISTERED

    def within(self, scope: Scope) -> Predicate:
        """The rows of ``project_list`` that ``scope`` contains and the filters select."""
        return reduce(and_, self._conditions(), within(scope, PROJECTS))

    def described(self) -> Mapping[str, object]:
        """The filters as what a cursor is bound to."""
        return {"q": self.q, "townships": self.townships, "status": self.status}

    def _conditions(self) -> list[Predicate]:
        conditions = [has_status(self.status)]
        if self.q and self.q.strip():
            conditions.append(Predicate(_SEARCHED, {"q": f"%{_literal(self.q.strip())}%"}))
        if self.townships:
            chosen = sql.SQL("township = any(%(townships)s::text[])")
            conditions.append(Predicate(chosen, {"townships": list(self.townships)}))
        return conditions


def _literal(text: str) -> str:
    """``text`` without the meaning that ``ilike`` gives to some characters."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
