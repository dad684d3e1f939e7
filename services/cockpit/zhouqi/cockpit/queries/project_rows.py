"""The list of projects: its rows as answers and export carry them, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from psycopg import sql

from zhouqi.cockpit.api.answers.base import Order
from zhouqi.cockpit.api.answers.projects import ProjectRow, Sort
from zhouqi.cockpit.queries.listing import List, Source
from zhouqi.cockpit.queries.project_filter import ProjectFilter
from zhouqi.service import paging
from zhouqi.service.identity import Scope
from zhouqi.service.paging import Key

COLUMNS: Final = sql.SQL(
    "row.project_id as id, row.name, row.code, row.enterprise_name as enterprise, row.enterprise_code,"
    " row.township, coalesce(row.township_name, row.township) as township_name, row.industry,"
    " null::text as industry_name, row.nature, row.investment, row.land_area, row.planned_start,"
    " row.planned_completion, row.registered_on, row.stage, row.light, row.light_stall,"
    " (select max(date) from closed_day) - row.light_due as overdue, row.stalls, row.full_view,"
    " row.connected, row.applicable, row.department,"
    " coalesce(department.name, row.department) as department_name, row.agent,"
    " coalesce(account.name, row.agent) as agent_name, row.terminated_on, row.withdrawn, row.stuck,"
    " row.updated_at"
)
"""What :class:`ProjectRow` is made of; the industry's name is put in by the route, in the reader's language."""
NAMES: Final = sql.SQL(
    "left join department on department.code = row.department left join account on account.account = row.agent"
)
SOURCE: Final = Source(ProjectRow, sql.SQL("project_list"), COLUMNS, NAMES)

_SORTED_BY: Final[Mapping[Sort, str]] = {
    Sort.NAME: "name",
    Sort.ENTERPRISE: "enterprise_name",
    Sort.TOWNSHIP: "township",
    Sort.INVESTMENT: "investment",
    Sort.PLANNED_START: "planned_start",
    Sort.PLANNED_COMPLETION: "planned_completion",
    Sort.REGISTERED_ON: "registered_on",
    Sort.UPDATED_AT: "updated_at",
    Sort.LIGHT: "light_rank",
    Sort.OVERDUE: "light_due",
}


@dataclass(frozen=True, slots=True)
class ProjectOrder:
    """Which projects, in which order; those that are equal in it stand in the order of their ids."""

    chosen: ProjectFilter
    sort: Sort
    order: Order

    def within(self, scope: Scope) -> List[ProjectRow]:
        """The list of those that ``scope`` contains."""
        keys = [Key(_SORTED_BY[self.sort], descending=self._falling), Key("project_id")]
        order = paging.Order(keys, self.chosen.described())
        return List(SOURCE, self.chosen.within(scope), order)

    @property
    def _falling(self) -> bool:
        """What is longest overdue was due first."""
        return (self.order is Order.DESC) is not (self.sort is Sort.OVERDUE)
