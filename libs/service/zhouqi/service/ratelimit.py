"""A limit on how much one caller may write in a minute.

Counts may be lost: they guard against a runaway script, not an attacker. They are kept in this process, or where
all processes of a deployment have one Redis, there (``sharedlimit``).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from time import monotonic
from typing import Protocol

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from zhouqi.service.gate import COOKIE
from zhouqi.service.language import preferred
from zhouqi.service.problems import TOO_MANY, Problem, respond

WINDOW_SECONDS = 60.0
_READING = ("GET", "HEAD", "OPTIONS")


class Limit(Protocol):
    """Counts what callers do."""

    async def admit(self, caller: str) -> float | None:
        """Count one more; None when the caller may go on, else the seconds until it may."""

    async def close(self) -> None:
        """Give up what it holds."""


class Window:
    """Counts per caller in this process, forgotten every minute."""

    def __init__(self, limit: int, now: Callable[[], float] = monotonic) -> None:
        self._limit = limit
        self._now = now
        self._ends = now() + WINDOW_SECONDS
        self._counts: Counter[str] = Counter()

    async def admit(self, caller: str) -> float | None:
        """Count one more; None when the caller may go on, else the seconds until it may."""
        now = self._now()
        if now >= self._ends:
            self._counts.clear()
            self._ends = now + WINDOW_SECONDS
        self._counts[caller] += 1
        return self._ends - now if self._counts[caller] > self._limit else None

    async def close(self) -> None:
        """Nothing is held."""


class RateLimit:
    """Answers 429 with Retry-After to a caller that writes more often than ``limit`` admits."""

    def __init__(self, app: ASGIApp, limit: Limit) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] in _READING:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        wait = await self._limit.admit(_caller(request))
        if wait is None:
            await self._app(scope, receive, send)
            return
        problem = Problem(TOO_MANY, headers={"Retry-After": str(int(wait) + 1)})
        await respond(problem, preferred(request.headers.get("accept-language")))(scope, receive, send)


def _caller(request: Request) -> str:
    """The token as a digest, or the address of who has none."""
    token = request.headers.get("authorization") or request.cookies.get(COOKIE)
    if token:
        return hashlib.sha256(token.encode()).hexdigest()
    return request.client.host if request.client else "-"
