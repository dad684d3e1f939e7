"""The session cookie of the browser: out of reach of scripts, sent to this site alone, for eight hours."""

from __future__ import annotations

from starlette.responses import Response

from zhouqi.service.gate import COOKIE
from zhouqi.service.settings import Profile
from zhouqi.service.tokens import LIFETIME_SECONDS


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
    """Take the session cookie away. The token itself stays valid until it expires."""
    response.delete_cookie(
        COOKIE, path="/", secure=profile is not Profile.EMBEDDED, httponly=True, samesite="strict"
    )
