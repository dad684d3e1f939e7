"""No U+0000 gets in: JSON may carry it, but no text in PostgreSQL can.

A fact that holds one would be published and then make its stream stuck in every read model.
"""

from __future__ import annotations

import re
from typing import Final

from starlette.requests import Request

from zhouqi.service.http.problems import NUL, Problem

# An escape is one only behind an even number of backslashes.
_ESCAPED: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


async def refuse_nul(request: Request) -> None:
    """Dependency of every route of a service. Raises Problem 400 for U+0000 in path, query or body."""
    target = bytes(request.scope.get("raw_path") or b"") + b"?" + bytes(request.scope["query_string"])
    if b"%00" in target or "\x00" in request.url.path:
        raise Problem(NUL)
    if "json" in request.headers.get("content-type", ""):
        body = await request.body()
        if b"\x00" in body or _ESCAPED.search(body):
            raise Problem(NUL)
