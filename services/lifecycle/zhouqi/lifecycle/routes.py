"""HTTP of lifecycle: where a project stands, and what people enter about it."""

from __future__ import annotations

from fastapi import APIRouter

from zhouqi.lifecycle.assignment import routes as assignment
from zhouqi.lifecycle.entries import routes as entries
from zhouqi.lifecycle.permitted_acts import routes as permitted_acts
from zhouqi.lifecycle.requests import routes as requests
from zhouqi.lifecycle.status import routes as status
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """The routes below ``/api/lifecycle``."""
    routes = APIRouter()
    for part in (status, permitted_acts, entries, requests, assignment):
        routes.include_router(part.router(runtime))
    return routes
