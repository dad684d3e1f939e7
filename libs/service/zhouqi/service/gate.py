"""The gate of every route: who asks is proved, and may do what the route is for.

Each route names the permission it needs; one that names none does not start (:func:`check_routes`)::

    @router.get("/projects")
    async def projects(identity: Annotated[Identity, require("project.read")]) -> Page: ...

    @router.get("/accounts", dependencies=[public("one signs in from here")])
    async def accounts() -> list[AccountView]: ...
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import structlog
from fastapi import Depends, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.params import Depends as DependsMarker
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.requests import Request
from starlette.routing import BaseRoute

from zhouqi.service.identity import Identity
from zhouqi.service.permissions import Permissions
from zhouqi.service.problems import FORBIDDEN, NOT_FOUND, UNAUTHENTICATED, Problem
from zhouqi.service.scope import Place
from zhouqi.service.tokens import InvalidToken, Tokens

COOKIE: Final = "zhouqi_session"
_logger = structlog.get_logger(__name__)


class UnguardedRoute(Exception):
    """A route names no permission, or one that no policy knows: the application must not start."""


class Gate:
    """Reads tokens and asks the policies. One per application."""

    def __init__(self, tokens: Tokens, permissions: Permissions) -> None:
        self._tokens = tokens
        self.permissions = permissions

    def identify(self, request: Request) -> Identity:
        """Who asks, by the bearer token or else the session cookie. Raises Problem 401."""
        token = _bearer(request) or request.cookies.get(COOKIE)
        if not token:
            raise Problem(UNAUTHENTICATED, headers={"WWW-Authenticate": "Bearer"})
        try:
            return self._tokens.read(token)
        except InvalidToken as error:
            _logger.info("token.refused", reason=str(error))
            raise Problem(UNAUTHENTICATED, headers={"WWW-Authenticate": "Bearer"}) from None

    def admit(self, request: Request, permission: str) -> Identity:
        """Who asks, if the account's roles carry ``permission``. Raises Problem 401 or 403."""
        identity = self.identify(request)
        structlog.contextvars.bind_contextvars(account=identity.account)
        if not self.permissions.may(identity, permission):
            raise Problem(FORBIDDEN, extra={"permission": permission})
        return identity

    def admit_to(self, identity: Identity, permission: str, place: Place) -> None:
        """Let pass who may do ``permission`` to the row at ``place``.

        Raises Problem 404 and not 403: what lies outside the scope does not exist for the caller.
        """
        if not self.permissions.may_on(identity, permission, place):
            raise Problem(NOT_FOUND)


class Permission:
    """The dependency that :func:`require` makes."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def __call__(self, request: Request) -> Identity:
        """The identity that was admitted."""
        return gate_of(request).admit(request, self.name)


class Public:
    """The dependency that :func:`public` makes."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    async def __call__(self) -> None:
        """Let everyone pass."""


def require(permission: str) -> Any:
    """A dependency: the caller's Identity, refused without ``permission``."""
    return Depends(Permission(permission))


def public(reason: str) -> DependsMarker:
    """A dependency that marks a route as open to everyone, for a ``reason`` that a reader can judge."""
    marker = Depends(Public(reason))
    assert isinstance(marker, DependsMarker)
    return marker


def gate_of(request: Request) -> Gate:
    """The gate of the application that serves ``request``."""
    gate = request.app.state.gate
    assert isinstance(gate, Gate)
    return gate


def check_routes(app: FastAPI, routes: Iterable[BaseRoute]) -> None:
    """Raise UnguardedRoute unless every one of ``routes`` names a known permission or is public."""
    gate = app.state.gate
    assert isinstance(gate, Gate)
    wrong = [
        problem for route in iter_route_contexts(list(routes)) for problem in _faults(route, gate.permissions)
    ]
    if wrong:
        raise UnguardedRoute("; ".join(wrong))


def _faults(route: RouteContext, permissions: Permissions) -> Iterator[str]:
    name = f"{','.join(sorted(route.methods or ()))} {route.path}"
    dependant = getattr(route, "dependant", None)
    guards = list(_guards(dependant)) if isinstance(dependant, Dependant) else []
    if not guards:
        yield f"{name} names no permission"
    for guard in guards:
        if isinstance(guard, Permission) and guard.name not in permissions.known:
            yield f"{name} names the unknown permission {guard.name}"


def _guards(dependant: Dependant) -> Iterator[Permission | Public]:
    if isinstance(dependant.call, Permission | Public):
        yield dependant.call
    for inner in dependant.dependencies:
        yield from _guards(inner)


def _bearer(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None
