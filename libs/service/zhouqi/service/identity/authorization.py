"""The gate of every route: who asks is proved, and may do what the route is for.

Each route names the permission it needs; one that names none does not start (:func:`check_routes`)::

    @router.get("/projects")
    async def projects(identity: Annotated[Identity, require("project.read")]) -> Page: ...

    @router.get("/accounts", dependencies=[public("one signs in from here")])
    async def accounts() -> list[AccountView]: ...
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

import structlog
from fastapi import Depends, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.params import Depends as DependsMarker
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.requests import Request
from starlette.routing import BaseRoute

from zhouqi.service.http.problems import FORBIDDEN, UNAUTHENTICATED, Problem
from zhouqi.service.identity import takeover
from zhouqi.service.identity.authority import Authority
from zhouqi.service.identity.identity import Identity
from zhouqi.service.identity.permissions import Permissions
from zhouqi.service.identity.tokens import InvalidToken, Session, Tokens

COOKIE: Final = "zhouqi_session"
_logger = structlog.get_logger(__name__)


class UnguardedRoute(Exception):
    """A route names no permission, or one that no policy knows: the application must not start."""


class Authorizer:
    """Reads tokens, asks what their accounts may now, and asks the policies. One per application.

    ``authorities`` are those of its services, by name; ``find`` gives the identity of an account by its id
    as the accounts' file has it.
    """

    def __init__(
        self,
        tokens: Tokens,
        permissions: Permissions,
        authorities: Mapping[str, Authority] = MappingProxyType({}),
        find: Callable[[str], Identity | None] = lambda _account: None,
    ) -> None:
        self._tokens = tokens
        self._authorities = authorities
        self._find = find
        self.permissions = permissions
        self.takes_late_entry: frozenset[Any] = frozenset()
        """The endpoints that take late entry, once :func:`check_routes` has seen the routes."""

    def identify(self, request: Request) -> Identity:
        """Who signed in, by the bearer token or else the session cookie, with what it had then. Raises Problem 401."""
        return self.session(request).identity

    def session(self, request: Request) -> Session:
        """The session that the request's token proves. Raises Problem 401."""
        token = token_of(request)
        if token is None:
            raise Problem(UNAUTHENTICATED, headers={"WWW-Authenticate": "Bearer"})
        try:
            return self._tokens.session(token)
        except InvalidToken as error:
            _logger.info("token.refused", reason=str(error))
            raise Problem(UNAUTHENTICATED, headers={"WWW-Authenticate": "Bearer"}) from None

    async def admit(self, request: Request, permission: str) -> Identity:
        """Who asks, if the account may and its roles carry ``permission``. Raises Problem 401 or 403."""
        session = self.session(request)
        structlog.contextvars.bind_contextvars(account=session.identity.account)
        authority = self._authority(request)
        identity = session.identity if authority is None else await authority.admit(session)
        if (entered_for := request.headers.get(takeover.HEADER)) is not None:
            identity = await self._on_behalf(request, identity, entered_for)
        if not self.permissions.may(identity, permission):
            raise Problem(FORBIDDEN, extra={"permission": permission})
        return identity

    def watch(self, request: Request, admitted: Identity) -> Callable[[int], Awaitable[bool]]:
        """Whether, at a position of the log, the caller of a stream still has what it was ``admitted`` with.

        What it costs when nothing changed is one question a position, whatever the number of streams.
        """
        authority, seen = self._authority(request), ""

        async def stands(position: int) -> bool:
            nonlocal seen
            if authority is None or (version := await authority.version(position)) == seen:
                return True
            seen = version
            try:
                return await authority.admit(self.session(request)) == admitted
            except Problem:
                return False

        return stands

    def _authority(self, request: Request) -> Authority | None:
        """That of the service whose route is asked: ``/api/<service>/…``."""
        parts = request.url.path.split("/", 3)
        return self._authorities.get(parts[2]) if len(parts) > 3 else None

    async def _on_behalf(self, request: Request, identity: Identity, account: str) -> Identity:
        """``account``, whose history ``identity`` enters. Raises Problem 400, 403 or 422."""
        if not self.permissions.may(identity, takeover.PERMISSION):
            raise Problem(FORBIDDEN, extra={"permission": takeover.PERMISSION})
        if request.scope.get("endpoint") not in self.takes_late_entry:
            raise Problem(takeover.NO_ENTRY)
        authority = self._authority(request)
        found = (None if authority is None else await authority.last_grant(account)) or self._find(account)
        if found is None:
            raise Problem(takeover.UNKNOWN_ACCOUNT)
        return replace(found, entered_by=identity.account)


class Permission:
    """The dependency that :func:`require` makes."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def __call__(self, request: Request) -> Identity:
        """The identity that was admitted."""
        return await authorizer_of(request).admit(request, self.name)


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


def authorizer_of(request: Request) -> Authorizer:
    """The gate of the application that serves ``request``."""
    gate = request.app.state.gate
    assert isinstance(gate, Authorizer)
    return gate


def check_routes(app: FastAPI, routes: Iterable[BaseRoute]) -> None:
    """Raise UnguardedRoute unless every one of ``routes`` names a known permission or is public."""
    gate = app.state.gate
    assert isinstance(gate, Authorizer)
    contexts = list(iter_route_contexts(list(routes)))
    gate.takes_late_entry = takeover.late_entry_endpoints(contexts)
    wrong = [problem for route in contexts for problem in _faults(route, gate.permissions)]
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


def permission_of(route: RouteContext) -> str | None:
    """The permission that ``route`` names; None for one that is public."""
    dependant = getattr(route, "dependant", None)
    guards = _guards(dependant) if isinstance(dependant, Dependant) else ()
    return next((guard.name for guard in guards if isinstance(guard, Permission)), None)


def _guards(dependant: Dependant) -> Iterator[Permission | Public]:
    if isinstance(dependant.call, Permission | Public):
        yield dependant.call
    for inner in dependant.dependencies:
        yield from _guards(inner)


def token_of(request: Request) -> str | None:
    """The token that ``request`` carries, as bearer or in the session cookie; it proves nothing yet."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    bearer = token.strip() if scheme.lower() == "bearer" else None
    return bearer or request.cookies.get(COOKIE) or None
