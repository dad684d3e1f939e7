"""Policy 政策: which enterprise may have which policy, and how much."""

from fastapi import APIRouter

from zhouqi.policy.catalogue import routes as catalogue
from zhouqi.policy.context import context
from zhouqi.policy.matching import routes as matching
from zhouqi.policy.profile.rules import rule_book
from zhouqi.policy.publishing.publisher import catalogue_check, publishing_loop
from zhouqi.service.http.language import Text
from zhouqi.service.loops.day_check import day_check
from zhouqi.service.runtime import Runtime
from zhouqi.service.service import Service


def _router(runtime: Runtime) -> APIRouter:
    routes = APIRouter()
    routes.include_router(catalogue.router(runtime))
    routes.include_router(matching.router(runtime))
    return routes


service = Service(
    name="policy",
    title=Text("政策", "Policy"),
    context=context,
    router=_router,
    loops=lambda runtime: (publishing_loop(runtime),),
    checks=lambda runtime: (catalogue_check(runtime),),
    rules=lambda: (rule_book(),),
    checks_everywhere=lambda runtime: (day_check(runtime),),
)
