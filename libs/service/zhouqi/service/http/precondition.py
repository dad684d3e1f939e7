"""A form that was read too long ago is refused: If-Match carries the sequence that the caller saw."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from zhouqi.service.http.problems import PRECONDITION_INVALID, STALE, Problem

_SEQUENCE = re.compile(r'"?(0|[1-9][0-9]{0,9})"?')


async def _if_match(request: Request) -> int | None:
    value = request.headers.get("if-match")
    if value is None:
        return None
    match = _SEQUENCE.fullmatch(value.strip())
    if match is None:
        raise Problem(PRECONDITION_INVALID)
    return int(match.group(1))


IfMatch = Annotated[int | None, Depends(_if_match)]
"""Parameter type: the sequence that the caller saw, None when it does not care."""


def etag(sequence: int) -> str:
    """The ETag of a resource whose stream stands at ``sequence``."""
    return f'"{sequence}"'


def check_match(expected: int | None, sequence: int, current: Mapping[str, object]) -> None:
    """Raise Problem 412 with the ``current`` state when the stream has moved past ``expected``.

    Only a hint to people: that two writers cannot both win is the log's own promise.
    """
    if expected is not None and expected != sequence:
        raise Problem(
            STALE, headers={"ETag": etag(sequence)}, extra={"sequence": sequence, "current": dict(current)}
        )
