"""Which issues a list, its figures and its export speak of: the reader's scope and the filters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import reduce
from operator import and_
from typing import Final
from uuid import UUID

from psycopg import sql

from zhouqi.cockpit.api.answers.issues import Progress
from zhouqi.cockpit.issue_state import IssueState
from zhouqi.cockpit.queries.chosen import containing, one_of
from zhouqi.events.contracts.issues import Category
from zhouqi.service.identity import Scope
from zhouqi.service.predicate import Predicate
from zhouqi.service.scope import Columns, within

ISSUES: Final = Columns(township="township", department="department", enterprise="enterprise_code")
"""A department sees the issues that it has; those who assign them see all."""

_PROGRESS: Final[Mapping[Progress, Predicate]] = {
    Progress.PUSHED: Predicate(sql.SQL("pushed")),
    Progress.DONE: Predicate(sql.SQL("(pushed and state = 'closed')")),
    Progress.IN_PROGRESS: Predicate(sql.SQL("(pushed and state <> 'closed')")),
}
_SEARCHED: Final = sql.SQL(
    "(title ilike %(q)s or enterprise_name ilike %(q)s or enterprise_code ilike %(q)s"
    " or project_name ilike %(q)s)"
)


def has_progress(progress: Progress) -> Predicate:
    """The issues that ``progress`` selects."""
    return _PROGRESS[progress]


def has_state(state: IssueState) -> Predicate:
    """The issues in this state."""
    return Predicate(sql.SQL("state = {}").format(sql.Literal(state.value)))


@dataclass(frozen=True, slots=True)
class IssueFilter:
    """The filters of the list. An empty tuple and None don't narrow.

    ``q`` is looked for in titles, and in the names of enterprise and project.
    """

    q: str | None = None
    progress: Progress | None = None
    states: tuple[IssueState, ...] = ()
    departments: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    townships: tuple[str, ...] = ()
    project: UUID | None = None

    def within(self, scope: Scope) -> Predicate:
        """The rows of ``issue_list`` that ``scope`` contains and the filters select."""
        return reduce(and_, self._conditions(), within(scope, ISSUES))

    def described(self) -> Mapping[str, object]:
        """The filters as what a cursor is bound to."""
        return asdict(self)

    def _conditions(self) -> Iterator[Predicate]:
        if self.q and self.q.strip():
            yield Predicate(_SEARCHED, {"q": containing(self.q)})
        if self.progress is not None:
            yield has_progress(self.progress)
        for name, column, chosen in (
            ("states", "state", self.states),
            ("departments", "department", self.departments),
            ("categories", "category", self.categories),
            ("townships", "township", self.townships),
        ):
            if chosen:
                yield one_of(column, name, chosen)
        if self.project is not None:
            yield Predicate(sql.SQL("project_id = %(project)s"), {"project": self.project})
