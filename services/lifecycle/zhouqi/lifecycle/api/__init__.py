"""HTTP of lifecycle: where a project stands, and what people enter about it."""

from __future__ import annotations

from fastapi import APIRouter

from zhouqi.lifecycle.api import assigning, entering, reading
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """The routes below ``/api/lifecycle``."""
    routes = APIRouter()
    for part in (reading, entering, assigning):
        routes.include_router(part.router(runtime))
    return routes
