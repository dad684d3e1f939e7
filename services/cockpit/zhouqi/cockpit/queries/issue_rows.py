"""The list of issues: its rows as answers and export carry them, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from psycopg import sql

from zhouqi.cockpit.api.answers.base import Order
from zhouqi.cockpit.api.answers.issues import IssueRow, IssueSort
from zhouqi.cockpit.queries.issue_filter import IssueFilter
from zhouqi.cockpit.queries.listing import List, Source
from zhouqi.service import paging
from zhouqi.service.identity import Scope
from zhouqi.service.paging import Key

COLUMNS: Final = sql.SQL(
    "row.issue_id as id, row.title, row.category, row.state, row.township,"
    " coalesce(row.township_name, row.township) as township_name, row.enterprise_name as enterprise,"
    " row.enterprise_code, row.project_id, row.project_name, row.department,"
    " coalesce(department.name, row.department) as department_name, row.raised_at, row.assigned_at,"
    " row.sign_by, row.answer_by, row.provisional, row.answered_at, row.closed_at, row.closed_by, row.stars,"
    " coalesce((row.state = 'assigned' and row.sign_by < %(today)s::date)"
    " or (row.state in ('assigned', 'signed') and row.answer_by < %(today)s::date), false) as overdue,"
    " row.stuck, row.updated_at"
)
"""What :class:`IssueRow` is made of; ``today`` is the county's day."""
NAMES: Final = sql.SQL("left join department on department.code = row.department")
SOURCE: Final = Source(IssueRow, sql.SQL("issue_list"), COLUMNS, NAMES)


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """Which issues, in which order, on which day; those that are equal stand in the order of their ids."""

    chosen: IssueFilter
    sort: IssueSort
    order: Order
    today: date

    def within(self, scope: Scope) -> List[IssueRow]:
        """The list of those that ``scope`` contains."""
        keys = [Key(self.sort.value, descending=self.order is Order.DESC), Key("issue_id")]
        order = paging.Order(keys, self.chosen.described())
        return List(SOURCE, self.chosen.within(scope), order, {"today": self.today})
