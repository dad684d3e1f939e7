"""HTTP of the rules by which stalls and lights are judged."""

from __future__ import annotations

from fastapi import APIRouter

from zhouqi.service.identity.authorization import require
from zhouqi.service.runtime import Runtime
from zhouqi.warning import rules
from zhouqi.warning.rules import Rules


def router(runtime: Runtime) -> APIRouter:
    """The route of the rules."""
    routes = APIRouter()

    @routes.get("/rules", dependencies=[require("project.read")])
    async def county_rules() -> Rules:
        """The county's rules as they are in force today."""
        return rules.rule_book().on(runtime.clock.today())

    return routes
