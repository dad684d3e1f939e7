"""HTTP of policy: the catalogue, and which policies an enterprise may have."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request

from zhouqi.policy import queries
from zhouqi.policy.answers import MatchesView, PolicyView
from zhouqi.service.gate import require
from zhouqi.service.identity import Identity
from zhouqi.service.language import Language, preferred
from zhouqi.service.problems import NOT_FOUND, Problem
from zhouqi.service.runtime import Runtime

Uscc = Annotated[str, Path(min_length=1, max_length=64, description="统一社会信用代码")]


def router(runtime: Runtime) -> APIRouter:
    """The routes below ``/api/policy``."""
    routes = APIRouter()

    @routes.get("/policies", dependencies=[require("policy.read")])
    async def policies(request: Request) -> list[PolicyView]:
        """The catalogue, those that can be had first."""
        async with runtime.pool.connection() as conn:
            kept = await queries.catalogue(conn)
        today, language = runtime.clock.today(), _language(request)
        views = [PolicyView.of(one.published, today, language) for one in kept.values() if not one.withdrawn]
        return sorted(views, key=lambda view: (not view.in_force, view.policy))

    @routes.get("/enterprises/{uscc}/matches")
    async def matches(
        uscc: Uscc, request: Request, identity: Annotated[Identity, require("policy.read")]
    ) -> MatchesView:
        """What the enterprise may have, and why; 404 outside the scope."""
        async with runtime.pool.connection() as conn:
            found = await queries.enterprise(conn, identity.scope, uscc)
            kept = await queries.catalogue(conn)
        if found is None:
            raise Problem(NOT_FOUND)
        words = {name: one.published for name, one in kept.items()}
        return MatchesView.of(found, words, _language(request))

    return routes


def _language(request: Request) -> Language:
    return preferred(request.headers.get("accept-language"))
