"""HTTP: which policies an enterprise may have."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request

from zhouqi.policy.catalogue.queries import published_catalogue
from zhouqi.policy.matching.queries import matches_of
from zhouqi.policy.matching.schemas import MatchesView
from zhouqi.policy.profile.rules import rule_book
from zhouqi.service.http.language import preferred
from zhouqi.service.http.problems import NOT_FOUND, Problem
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime

Uscc = Annotated[str, Path(min_length=1, max_length=64, description="统一社会信用代码")]


def router(runtime: Runtime) -> APIRouter:
    """The route below ``/api/policy``."""
    routes = APIRouter()

    @routes.get("/enterprises/{uscc}/matches")
    async def matches(
        uscc: Uscc, request: Request, identity: Annotated[Identity, require("policy.read")]
    ) -> MatchesView:
        """What the enterprise may have, and why; 404 outside the scope."""
        async with runtime.pool.connection() as conn:
            found = await matches_of(conn, identity.scope, uscc)
            catalogue = await published_catalogue(conn)
        if found is None:
            raise Problem(NOT_FOUND)
        departments = rule_book().on(runtime.clock.today()).departments
        return MatchesView.of(
            found, catalogue, departments, preferred(request.headers.get("accept-language"))
        )

    return routes
