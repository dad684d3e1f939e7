"""HTTP: the catalogue."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request

from zhouqi.policy.catalogue.editions import edition
from zhouqi.policy.catalogue.queries import MatchCounts, match_counts, published_catalogue
from zhouqi.policy.catalogue.schemas import PolicyView
from zhouqi.service.http.language import preferred
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime


def router(runtime: Runtime) -> APIRouter:
    """The route below ``/api/policy``."""
    routes = APIRouter()

    @routes.get("/policies")
    async def policies(
        request: Request, identity: Annotated[Identity, require("policy.read")]
    ) -> list[PolicyView]:
        """The catalogue, those that can be had first, with what it comes to in the reader's scope."""
        async with runtime.pool.connection() as conn:
            catalogue = await published_catalogue(conn)
            counts = await match_counts(conn, identity.scope)
        today, language = runtime.clock.today(), preferred(request.headers.get("accept-language"))
        valid = [
            edition(one.valid_editions, today) or one.valid_editions[0]
            for one in catalogue.values()
            if not one.withdrawn
        ]
        views = [PolicyView.of(one, counts.get(one.policy, MatchCounts()), today, language) for one in valid]
        return sorted(views, key=lambda view: (not view.in_force, view.policy))

    return routes
