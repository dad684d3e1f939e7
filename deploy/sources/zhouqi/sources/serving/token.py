"""Bearer tokens: one for each circle of readers."""

import hmac
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from zhouqi.sources.serving.refusal import RefusedError

__all__ = ["Guard", "bearer"]

Guard = Callable[..., Awaitable[None]]
"""A dependency that lets a request pass or refuses it."""


def bearer(token: str | None, name: str) -> Guard:
    """Answer a dependency that lets pass who bears `token`, and nobody when it is `None`; others get 401.

    `name` is what the OpenAPI description calls it.
    """
    scheme = HTTPBearer(auto_error=False, scheme_name=name)

    async def guard(shown: Annotated[HTTPAuthorizationCredentials | None, Depends(scheme)]) -> None:
        borne = "" if shown is None else shown.credentials
        if token is None or not hmac.compare_digest(borne.encode(), token.encode()):
            headers = {"WWW-Authenticate": "Bearer"}
            raise RefusedError(401, "unauthorized", "a valid bearer token is needed", headers)

    return guard
