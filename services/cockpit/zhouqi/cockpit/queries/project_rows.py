"""Rows of ``project_list`` as the answers and the export carry them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from psycopg import sql

from zhouqi.cockpit.api.answers import Order, ProjectRow, Sort
from zhouqi.cockpit.queries.project_filter import ProjectFilter
from zhouqi.service import paging
from zhouqi.service.paging import Key, Value

COLUMNS: Final = sql.SQL(
    "project_id as id, name, code, enterprise_name as enterprise, enterprise_code, township,"
    " coalesce(township_name, township) as township_name, industry, null::text as industry_name, nature,"
    " investment, land_area, planned_start, planned_completion, registered_on, withdrawn, stuck, updated_at"
)
"""What :class:`ProjectRow` is made of; the industry's name is put in by the route, in the reader's language."""

_SORTED_BY: Final[Mapping[Sort, str]] = {
    Sort.NAME: "name",
    Sort.ENTERPRISE: "enterprise_name",
    Sort.TOWNSHIP: "township",
    Sort.INVESTMENT: "investment",
    Sort.PLANNED_START: "planned_start",
    Sort.PLANNED_COMPLETION: "planned_completion",
    Sort.REGISTERED_ON: "registered_on",
    Sort.UPDATED_AT: "updated_at",
}


def ordering(chosen: ProjectFilter, sort: Sort, order: Order) -> paging.Order:
    """The list's order; projects that are equal in it stand in the order of their ids."""
    keys = [Key(_SORTED_BY[sort], descending=order is Order.DESC), Key("project_id")]
    return paging.Order(keys, chosen.described())


def place_of(row: ProjectRow, sort: Sort) -> list[Value]:
    """The values of the order's keys in ``row``: where a page that follows it begins."""
    value = getattr(row, sort.value)
    if isinstance(value, date | datetime):
        value = value.isoformat()
    return [None if value is None else str(value), str(row.id)]
