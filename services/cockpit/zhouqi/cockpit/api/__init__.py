"""The HTTP side of the cockpit: parse, authorize, read, answer."""

from __future__ import annotations

from fastapi import APIRouter

from zhouqi.cockpit.api import accounts, changes, exports, issues, overview, projects, registers, session
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """All routes below ``/api/cockpit``. Signing in by choosing an account exists where there is a demo."""
    routes = APIRouter()
    routes.include_router(session.routes(runtime))
    if runtime.demo is not None:
        routes.include_router(accounts.routes(runtime, runtime.demo))
    routes.include_router(exports.routes(runtime))  # before what takes the last word for an id
    routes.include_router(overview.routes(runtime))
    routes.include_router(projects.routes(runtime))
    routes.include_router(issues.routes(runtime))
    routes.include_router(registers.routes(runtime))
    routes.include_router(changes.routes(runtime))
    return routes
