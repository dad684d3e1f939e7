"""The list of projects as an Excel file: all rows that the filters select, not only those of one page."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Response

from zhouqi.cockpit.api.answers import Order, Sort, Status
from zhouqi.cockpit.api.asked import Chosen, Direction, SortBy, Spoken
from zhouqi.cockpit.api.projects import named
from zhouqi.cockpit.export import Cell, workbook
from zhouqi.cockpit.names import Names
from zhouqi.cockpit.queries.as_of import as_of
from zhouqi.cockpit.queries.figures import figures
from zhouqi.cockpit.queries.project_page import PageRequest, project_rows
from zhouqi.events import COUNTY_ZONE
from zhouqi.service.gate import require
from zhouqi.service.identity import Identity
from zhouqi.service.language import Language, Text
from zhouqi.service.problems import Kind, Problem
from zhouqi.service.runtime import Runtime

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS: Final = 20_000
ROWS_HEADER: Final = "X-Zhouqi-Rows"
TOO_MANY_ROWS: Final = Kind(
    "export-too-large",
    422,
    Text(
        "一次最多导出 20,000 行，请缩小范围", "At most 20,000 rows are exported at once; narrow the list down"
    ),
)

STATUSES: Final[Mapping[Status, Text]] = {
    Status.REGISTERED: Text("在库", "In stock"),
    Status.STUCK: Text("数据卡住", "Stuck"),
    Status.UNPLANNED: Text("缺计划", "No plan"),
    Status.WITHDRAWN: Text("已撤销", "Withdrawn"),
    Status.ALL: Text("全部", "All"),
}
SORTS: Final[Mapping[Sort, Text]] = {
    Sort.NAME: Text("项目名称", "Project"),
    Sort.ENTERPRISE: Text("企业", "Enterprise"),
    Sort.TOWNSHIP: Text("乡镇", "Township"),
    Sort.INVESTMENT: Text("总投资", "Investment"),
    Sort.PLANNED_START: Text("拟开工", "Planned start"),
    Sort.PLANNED_COMPLETION: Text("拟建成", "Planned completion"),
    Sort.REGISTERED_ON: Text("登记日期", "Registered"),
    Sort.UPDATED_AT: Text("更新时间", "Updated"),
}
ORDERS: Final[Mapping[Order, Text]] = {
    Order.ASC: Text("升序", "ascending"),
    Order.DESC: Text("降序", "descending"),
}
_ANY: Final = Text("不限", "Any")
_EVERYWHERE: Final = Text("全县", "Whole county")


def routes(runtime: Runtime) -> APIRouter:
    """``/projects/export``."""
    router = APIRouter()

    @router.get(
        "/projects/export",
        response_class=Response,
        responses={200: {"content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}},
    )
    async def export_projects(
        identity: Annotated[Identity, require("project.read")],
        language: Spoken,
        chosen: Chosen,
        sort: SortBy = Sort.UPDATED_AT,
        order: Direction = Order.DESC,
    ) -> Response:
        """All selected projects within the reader's scope, and a sheet that says what they are."""
        async with runtime.pool.connection() as conn:
            asked = PageRequest(chosen, sort, order, MOST_ROWS + 1, None)
            time = await as_of(conn)
            rows = await project_rows(conn, identity.scope, asked)
            townships = {one.township: one.name for one in (await figures(conn, identity.scope)).townships}
        if len(rows) > MOST_ROWS:
            raise Problem(TOO_MANY_ROWS)
        now = runtime.clock.now()
        names = Names(runtime.demo, language)
        notes: list[tuple[Text, Cell]] = [
            (Text("内容", "Content"), STATUSES[chosen.status].in_(language)),
            (Text("搜索", "Search"), chosen.q or _ANY.in_(language)),
            (
                Text("乡镇", "Townships"),
                _listed([townships.get(code, code) for code in chosen.townships], language),
            ),
            (Text("排序", "Order"), f"{SORTS[sort].in_(language)} {ORDERS[order].in_(language)}"),
            (Text("账号范围", "Scope"), _scope(identity, names, language)),
            (Text("数据截至", "As of"), time),
            (Text("导出时间", "Exported at"), now),
            (Text("导出人", "Exported by"), f"{names.account(identity.account)} ({identity.account})"),
            (Text("行数", "Rows"), Decimal(len(rows))),
        ]
        lines = [(heading.in_(language), value) for heading, value in notes]
        content = await asyncio.to_thread(workbook, named(rows, language), lines, language)
        stamp = now.astimezone(COUNTY_ZONE).strftime("%Y%m%d-%H%M")
        return Response(
            content,
            media_type=MEDIA_TYPE,
            headers={
                "Content-Disposition": _attachment(Text("项目库", "projects").in_(language), stamp),
                ROWS_HEADER: str(len(rows)),
            },
        )

    return router


def _listed(names: list[str], language: Language) -> str:
    return "、".join(names) if names else _ANY.in_(language)


def _scope(identity: Identity, names: Names, language: Language) -> str:
    if identity.scope.everywhere:
        return _EVERYWHERE.in_(language)
    return "、".join(names.parts(identity.scope))


def _attachment(name: str, stamp: str) -> str:
    return f"attachment; filename=\"projects-{stamp}.xlsx\"; filename*=UTF-8''{quote(name)}-{stamp}.xlsx"
