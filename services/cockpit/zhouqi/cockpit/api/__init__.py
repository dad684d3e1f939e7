"""The HTTP side of the cockpit: parse, authorize, read, answer."""

from __future__ import annotations

from fastapi import APIRouter

from zhouqi.cockpit.api import accounts, changes, export, projects, session
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """All routes below ``/api/cockpit``. Signing in by choosing an account exists where there is a demo."""
    routes = APIRouter()
    routes.include_router(session.routes(runtime))
    if runtime.demo is not None:
        routes.include_router(accounts.routes(runtime, runtime.demo))
    routes.include_router(export.routes(runtime))
    routes.include_router(projects.routes(runtime))
    routes.include_router(changes.routes(runtime))
    return routes
