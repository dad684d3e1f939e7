"""Issues 问题: the closed loop of what enterprises and agents raise."""

from fastapi import APIRouter

from zhouqi.issues.closing.loop import closing_check, closing_loop
from zhouqi.issues.context import context
from zhouqi.issues.handling import routes as handling
from zhouqi.issues.issue.rejections import REJECTIONS
from zhouqi.issues.issue.rules import rule_book
from zhouqi.issues.raising import routes as raising
from zhouqi.service.http.language import Text
from zhouqi.service.loops.day_check import day_check
from zhouqi.service.runtime import Runtime
from zhouqi.service.service import Service


def _router(runtime: Runtime) -> APIRouter:
    routes = APIRouter()
    routes.include_router(raising.router(runtime))
    routes.include_router(handling.router(runtime))
    return routes


service = Service(
    name="issues",
    title=Text("问题", "Issues"),
    context=context,
    router=_router,
    loops=lambda runtime: (closing_loop(runtime),),
    checks=lambda runtime: (closing_check(runtime),),
    checks_everywhere=lambda runtime: (day_check(runtime),),
    rejections=REJECTIONS,
    rules=lambda: (rule_book(),),
)
