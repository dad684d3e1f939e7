"""A route that nobody guards does not start."""

import pytest
from fastapi import APIRouter, FastAPI
from libs.service.tests.conftest import COUNTY, KEY

from zhouqi.service.identity import permissions
from zhouqi.service.identity.authorization import Authorizer, UnguardedRoute, check_routes, public, require
from zhouqi.service.identity.tokens import Tokens


def app_with(router: APIRouter) -> FastAPI:
    app = FastAPI(openapi_url=None)
    app.state.gate = Authorizer(Tokens(KEY, COUNTY), permissions.load())
    app.include_router(router, prefix="/api/sample")
    return app


def refused(router: APIRouter) -> str:
    app = app_with(router)
    with pytest.raises(UnguardedRoute) as refusal:
        check_routes(app, app.routes)
    return str(refusal.value)


async def nothing() -> None:
    """An endpoint."""


def test_a_route_without_a_permission_is_refused() -> None:
    router = APIRouter()
    router.add_api_route("/open", nothing)
    assert refused(router) == "GET /api/sample/open names no permission"


def test_a_route_in_a_router_in_a_router_is_not_overlooked() -> None:
    inner, outer = APIRouter(), APIRouter()
    inner.add_api_route("/open", nothing, methods=["POST"])
    outer.include_router(inner, prefix="/deep")
    assert refused(outer) == "POST /api/sample/deep/open names no permission"


def test_a_permission_that_no_role_has_is_refused() -> None:
    router = APIRouter()
    router.add_api_route("/typo", nothing, dependencies=[require("project.raed")])
    assert "unknown permission project.raed" in refused(router)


def test_every_fault_is_named_at_once() -> None:
    router = APIRouter()
    router.add_api_route("/a", nothing)
    router.add_api_route("/b", nothing)
    assert "/a" in refused(router)
    assert "/b" in refused(router)


def test_guards_on_the_route_the_router_or_the_parameter_are_all_good() -> None:
    whole = APIRouter(dependencies=[require("project.read")])
    whole.add_api_route("/whole", nothing)
    router = APIRouter()
    router.include_router(whole)
    router.add_api_route("/one", nothing, dependencies=[require("project.read")])
    router.add_api_route("/public", nothing, dependencies=[public("a test")])
    app = app_with(router)
    check_routes(app, app.routes)
