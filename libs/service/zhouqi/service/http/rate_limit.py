"""A limit on how much one caller may write in a minute.

Counts may be lost: they guard against a runaway script, not an attacker. They are kept in this process, or where
all processes of a deployment have one Redis, there (``sharedlimit``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Protocol

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from zhouqi.service.http.language import preferred
from zhouqi.service.http.problems import TOO_MANY, Problem, respond
from zhouqi.service.identity.authorization import token_of
from zhouqi.service.identity.tokens import InvalidToken, Tokens

WINDOW_SECONDS = 60.0
_READING = ("GET", "HEAD", "OPTIONS")


class RequestCounter(Protocol):
    """Counts what callers do."""

    async def admit(self, caller: str) -> float | None:
        """Count one more; None when the caller may go on, else the seconds until it may."""

    async def close(self) -> None:
        """Give up what it holds."""


class FixedWindow:
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

    def __init__(self, app: ASGIApp, limit: RequestCounter, tokens: Tokens) -> None:
        self._app = app
        self._limit = limit
        self._tokens = tokens

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] in _READING:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        wait = await self._limit.admit(self._caller(request))
        if wait is None:
            await self._app(scope, receive, send)
            return
        problem = Problem(TOO_MANY, headers={"Retry-After": str(int(wait) + 1)})
        await respond(problem, preferred(request.headers.get("accept-language")))(scope, receive, send)

    def _caller(self, request: Request) -> str:
        """The account that a token proves; otherwise the address: a made-up token makes no new caller."""
        token = token_of(request)
        if token is not None:
            with suppress(InvalidToken):
                return f"account {self._tokens.read(token).account}"
        return request.client.host if request.client else "-"
