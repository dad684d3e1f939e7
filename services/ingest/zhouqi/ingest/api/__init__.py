"""HTTP of ingest: what is collected and how it went, what was refused or waits, and the business day."""

from __future__ import annotations

from fastapi import APIRouter

from zhouqi.ingest.api import collections, days, kinds, rejections, unmatched
from zhouqi.service.runtime import Runtime

__all__ = ["router"]


def router(runtime: Runtime) -> APIRouter:
    """The routes below ``/api/ingest``."""
    routes = APIRouter()
    for part in (kinds, collections, rejections, unmatched, days):
        routes.include_router(part.router(runtime))
    return routes
