"""HTTP of warning: a project's light and stalls, and the rules that they follow from."""

from __future__ import annotations

from fastapi import APIRouter

from zhouqi.service.runtime import Runtime
from zhouqi.warning.judgement import routes as judgement
from zhouqi.warning.rule_trial import routes as rule_trial
from zhouqi.warning.stalls import routes as stalls


def router(runtime: Runtime) -> APIRouter:
    """The routes below ``/api/warning``."""
    routes = APIRouter()
    for part in (judgement, stalls, rule_trial):
        routes.include_router(part.router(runtime))
    return routes
