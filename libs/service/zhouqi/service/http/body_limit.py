"""A limit on what a request may send, checked before and while it is read."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhouqi.service.http.language import preferred
from zhouqi.service.http.problems import TOO_LARGE, Problem, respond

MAX_BODY_BYTES = 1024 * 1024


class BodyLimit:
    """Refuses a body above the limit with 413: at once when its length is declared, and otherwise at
    the first byte too many, so that it is never held in memory.

    ``larger`` gives path prefixes (uploads) a limit of their own, in bytes.
    """

    def __init__(
        self, app: ASGIApp, limit: int = MAX_BODY_BYTES, larger: Mapping[str, int] | None = None
    ) -> None:
        self._app = app
        self._limit = limit
        self._larger = dict(larger or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = self._limit_of(str(scope["path"]))
        declared = headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > limit:
            language = preferred(headers.get("accept-language"))
            await respond(Problem(TOO_LARGE), language)(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            if message["type"] == "http.request":
                read += len(message.get("body", b""))
                if read > limit:
                    raise Problem(TOO_LARGE)
            return message

        await self._app(scope, counted, send)

    def _limit_of(self, path: str) -> int:
        return next((size for prefix, size in self._larger.items() if path.startswith(prefix)), self._limit)
