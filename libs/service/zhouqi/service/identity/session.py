"""The session cookie of the browser: out of reach of scripts, sent to this site alone, for eight hours.

Signing out ends more than the cookie: the session itself is over, and a copy of its token opens nothing. Each
service keeps that in its own database until the token would have run out; whoever signs out tells all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zhouqi.service.http.problems import Problem
from zhouqi.service.identity.authorization import COOKIE, authorizer_of, public
from zhouqi.service.identity.tokens import LIFETIME_SECONDS
from zhouqi.service.runtime import Runtime
from zhouqi.service.settings import Profile


def open_session(response: Response, token: str, profile: Profile) -> None:
    """Set the session cookie. It travels by HTTPS only, except on the loopback of the embedded profile."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=LIFETIME_SECONDS,
        path="/",
        secure=profile is not Profile.EMBEDDED,
        httponly=True,
        samesite="strict",
    )


def close_session(response: Response, profile: Profile) -> None:
    """Take the session cookie away."""
    response.delete_cookie(
        COOKIE, path="/", secure=profile is not Profile.EMBEDDED, httponly=True, samesite="strict"
    )


def sign_out_router(runtime: Runtime) -> APIRouter:
    """``DELETE /session``, which every service has."""
    routes = APIRouter()

    @routes.delete(
        "/session", status_code=204, dependencies=[public("whoever is signed in may leave, nobody else is")]
    )
    async def sign_out(request: Request, response: Response) -> None:
        """End the session for the services of this process, and take the cookie away."""
        try:
            session = authorizer_of(request).session(request)
        except Problem:
            session = None
        if session is not None:
            runtimes: Sequence[Runtime] = request.app.state.runtimes
            for one in runtimes:
                await one.authority.end(session)
        close_session(response, runtime.settings.profile)

    return routes
