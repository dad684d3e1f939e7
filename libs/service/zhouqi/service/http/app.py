"""The HTTP application of a process: one service's or several services', with the same habits for all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from math import inf
from typing import Final

import psycopg
import structlog
from fastapi import APIRouter, Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from psycopg_pool import PoolTimeout
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from zhouqi.service.http import openapi, server
from zhouqi.service.http.body_limit import BodyLimit
from zhouqi.service.http.hosts import Hosts, allowed_hosts
from zhouqi.service.http.idempotency import require_key
from zhouqi.service.http.language import preferred
from zhouqi.service.http.nul_filter import refuse_nul
from zhouqi.service.http.problems import (
    DISK_FULL,
    ENDED_BY_DATABASE,
    Problem,
    on_busy,
    on_http_exception,
    on_timeout,
    on_validation_error,
    respond,
)
from zhouqi.service.http.rate_limit import FixedWindow, RateLimit, RequestCounter
from zhouqi.service.http.request_log import RequestLog, name_routes
from zhouqi.service.http.security_headers import SecurityHeaders
from zhouqi.service.http.static_files import api_not_found, serve_web
from zhouqi.service.identity import accounts, permissions, takeover
from zhouqi.service.identity.authorization import Authorizer, check_routes, public
from zhouqi.service.identity.identity import Identity
from zhouqi.service.identity.session import sign_out_router
from zhouqi.service.identity.sign_in import make_demo_provider, make_tokens
from zhouqi.service.identity.takeover_routes import takeover_router
from zhouqi.service.identity.tokens import Tokens
from zhouqi.service.loops import health
from zhouqi.service.loops.disk import Disk, is_full
from zhouqi.service.loops.health import Health
from zhouqi.service.loops.status_watch import watch
from zhouqi.service.loops.supervision import Loop, Supervised, stop_in_stages
from zhouqi.service.rules import adoption
from zhouqi.service.runtime import Runtime, make_runtimes
from zhouqi.service.service import Service
from zhouqi.service.settings import Settings
from zhouqi.service.telemetry.metrics import Metrics

_logger = structlog.get_logger(__name__)
_WORTH_COMPRESSING: Final = 1024
"""Bytes from which an answer is sent compressed to who asks for it; event streams never are."""


def create_app(services: Sequence[Service], settings: Settings) -> FastAPI:
    """The application that serves the API of ``services``, and the web application of one that has it.

    Raises UnguardedRoute for a route without a known permission, SettingsError, PolicyError and
    AccountsError: an application that is not whole does not start.
    """
    policies = permissions.load()
    tokens = make_tokens(settings)
    runtimes = make_runtimes(services, settings, policies, make_demo_provider(settings, tokens))
    state = Health(Metrics())
    limit = _limit(settings)
    app = FastAPI(
        title="Zhouqi",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lambda _app: _lifespan(runtimes, state, settings, limit),
        middleware=_middleware(services, settings, state.metrics, limit, tokens),
        telemetry={"metrics": False, "logs": False},
    )
    authorities = {runtime.service.name: runtime.authority for runtime in runtimes}
    app.state.gate = Authorizer(tokens, policies, authorities, _accounts_of(settings))
    app.state.runtimes = runtimes
    app.state.disk = Disk(settings.disk)
    state.checks.append(app.state.disk.check())
    _answer_errors(app)
    for runtime in runtimes:
        _mount(app, runtime)
        watch(runtime, state)
        state.checks.extend(runtime.service.checks(runtime))
        state.checks.extend(runtime.service.checks_everywhere(runtime))
    app.include_router(health.router(state))
    api_not_found(app)
    check_routes(app, app.routes)
    name_routes(app)
    serve_web(app, list(services))
    return app


async def run_api(services: Sequence[Service], settings: Settings) -> None:
    """Serve ``services`` on the HTTP port until SIGINT or SIGTERM. Raises what create_app and serve raise."""
    await adoption.adopt_all(services, settings)
    app = create_app(services, settings)
    runtimes: Sequence[Runtime] = app.state.runtimes

    async def end_streams() -> None:
        for runtime in runtimes:
            await runtime.changes.close()

    await server.serve(app, settings.http_host, settings.http_port, settings.grace_seconds, end_streams)


def _accounts_of(settings: Settings) -> Callable[[str], Identity | None]:
    """The identity of an account, by its id, as far as the accounts are known here. Raises AccountsError."""
    known = accounts.load(settings.accounts) if settings.accounts or settings.demo_sign_in else None

    def find(account_id: str) -> Identity | None:
        account = None if known is None else known.find(account_id)
        return None if account is None else account.identity

    return find


def _limit(settings: Settings) -> RequestCounter | None:
    """On how much one caller may write, if there is one."""
    if not settings.posts_per_minute:
        return None
    if settings.redis is None:
        return FixedWindow(settings.posts_per_minute)
    from zhouqi.service.http.shared_rate_limit import SharedCounter  # noqa: PLC0415 - Redis' client takes 24 MB

    return SharedCounter(settings.redis.get_secret_value(), settings.county, settings.posts_per_minute)


def _middleware(
    services: Sequence[Service],
    settings: Settings,
    metrics: Metrics,
    limit: RequestCounter | None,
    tokens: Tokens,
) -> list[Middleware]:
    """Outermost first."""
    larger = {
        f"/api/{service.name}{prefix}": size
        for service in services
        for prefix, size in service.uploads.items()
    }
    stack = [
        Middleware(ProxyHeadersMiddleware, trusted_hosts=[str(one) for one in settings.trusted_proxies]),
        Middleware(SecurityHeaders),
        Middleware(RequestLog, metrics=metrics),
        Middleware(Hosts, allowed=allowed_hosts(settings.http_host, settings.hosts)),
        Middleware(BodyLimit, larger=larger),
    ]
    stack.append(Middleware(GZipMiddleware, minimum_size=_WORTH_COMPRESSING))
    if limit is not None:
        stack.append(Middleware(RateLimit, limit=limit, tokens=tokens))
    return stack


def _answer_errors(app: FastAPI) -> None:
    app.add_exception_handler(HTTPException, on_http_exception)
    app.add_exception_handler(RequestValidationError, on_validation_error)
    app.add_exception_handler(psycopg.errors.QueryCanceled, on_timeout)
    app.add_exception_handler(psycopg.errors.DiskFull, on_disk_full)
    app.add_exception_handler(OSError, on_disk_full)
    app.add_exception_handler(psycopg.OperationalError, on_busy)
    for ended in ENDED_BY_DATABASE:
        app.add_exception_handler(ended, on_busy)
    app.add_exception_handler(PoolTimeout, on_busy)


def _mount(app: FastAPI, runtime: Runtime) -> None:
    """The service's routes below ``/api/<name>``, and their description."""
    name, title = runtime.service.name, runtime.service.title
    routes = APIRouter(prefix=f"/api/{name}", dependencies=[Depends(refuse_nul), Depends(require_key)])
    routes.include_router(runtime.service.router(runtime))
    routes.include_router(sign_out_router(runtime))
    if takeover.late_entry_endpoints(iter_route_contexts(routes.routes)):
        routes.include_router(takeover_router(runtime))
    app.include_router(routes, tags=[name])

    @app.get(
        f"/api/{name}/openapi.json",
        include_in_schema=False,
        dependencies=[public("the form of the API is no secret, and programs are made from it")],
    )
    async def describe() -> Response:
        return JSONResponse(openapi.describe(name, title, routes.routes))


async def on_disk_full(request: Request, error: Exception) -> Response:
    """Exception handler for a write that found no room. Raises any other error again."""
    if not is_full(error):
        raise error
    request.app.state.disk.note_full()
    _logger.error("disk.full", cause=type(error).__name__)
    problem = Problem(DISK_FULL, headers={"Retry-After": "30"})
    return respond(problem, preferred(request.headers.get("accept-language")))


@asynccontextmanager
async def _lifespan(
    runtimes: Sequence[Runtime], state: Health, settings: Settings, limit: RequestCounter | None
) -> AsyncIterator[None]:
    """Connections open before the first request and close after the last; streams end in between."""
    async with AsyncExitStack() as stack:
        if limit is not None:
            stack.push_async_callback(limit.close)
        for runtime in runtimes:
            await runtime.open()
            stack.push_async_callback(runtime.close)
        loops = [loop for runtime in runtimes for loop in _listening(runtime)]
        for loop in loops:
            loop.start(state.metrics)
        state.loops.extend(loops)
        try:
            yield
        finally:
            await stop_in_stages([loops], settings.grace_seconds)


def _listening(runtime: Runtime) -> list[Supervised]:
    name = runtime.service.name
    hints = Loop("hints", runtime.hints.run, silent_after=inf)
    return [Supervised(name, hints), Supervised(name, Loop("changes", runtime.changes.run))]
