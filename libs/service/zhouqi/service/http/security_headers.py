"""Headers that every answer carries, so that a page can load and do only what it must."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS: Final = {
    # Scripts, styles, fonts and pictures come from here and as files, or not at all.
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_YEAR = "public, max-age=31536000, immutable"
_ASK_FIRST = "no-cache"
_NEVER = "no-store"


class SecurityHeaders:
    """Adds the headers, and says how long an answer may be kept: hashed assets for a year, the page
    itself until it is asked for again, what the API says never.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = str(scope["path"])

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", _cache(path, int(message["status"]), headers))
            await send(message)

        await self._app(scope, receive, with_headers)


def _cache(path: str, status: int, headers: MutableHeaders) -> str:
    page = headers.get("content-type", "").startswith("text/html")
    if path.startswith("/assets/") and status in (200, 206, 304) and not page:
        return _YEAR
    return _NEVER if path.startswith("/api/") else _ASK_FIRST
