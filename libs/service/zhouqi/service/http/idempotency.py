"""Every POST may be sent again: the key that a client gives it names the command for ever."""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Final
from uuid import UUID, uuid5

from fastapi import Depends
from starlette.requests import Request

from zhouqi.service.http.problems import KEY_INVALID, KEY_MISSING, Problem

HEADER: Final = "Idempotency-Key"
_NAMESPACE: Final = UUID("5b0c5c31-6f0f-5f5d-9a51-0b9a8e6d3c11")
_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")


def command_id(account: str, route: str, key: str) -> UUID:
    """The id of the command that ``account`` sends to ``route`` under ``key``: always the same.

    ``route`` is the method and the path as it was asked for, so that one key used for two resources
    names two commands.
    """
    return uuid5(_NAMESPACE, f"{account}\n{route}\n{key}")


def key_of(request: Request) -> str:
    """The request's Idempotency-Key. Raises Problem 400."""
    key = request.headers.get(HEADER)
    if key is None:
        raise Problem(KEY_MISSING)
    if not _KEY.fullmatch(key):
        raise Problem(KEY_INVALID)
    return key


async def require_key(request: Request) -> None:
    """Dependency of every route of a service: a POST without a good key goes no further."""
    if request.method == "POST":
        key_of(request)


class Key:
    """What a POST route gets to name its command."""

    def __init__(self, route: str, key: str, body: bytes) -> None:
        self._route = route
        self._key = key
        self.digest = hashlib.sha256(body).digest()
        """What tells the same request from another one under the same key."""

    def command_id(self, account: str) -> UUID:
        """The command's id when ``account`` sends it."""
        return command_id(account, self._route, self._key)


async def _key(request: Request) -> Key:
    return Key(f"{request.method} {request.url.path}", key_of(request), await request.body())


IdempotencyKey = Annotated[Key, Depends(_key)]
"""Parameter type of a POST route."""
