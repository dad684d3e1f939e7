"""The HTTP application of a process: one service's or several services', with the same habits for all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from math import inf
from typing import Final

import psycopg
from fastapi import APIRouter, Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from psycopg_pool import PoolTimeout
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, Response
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from zhouqi.service import description, health, permissions, server
from zhouqi.service.body import BodyLimit
from zhouqi.service.gate import Gate, check_routes, public
from zhouqi.service.headers import SecurityHeaders
from zhouqi.service.health import Health
from zhouqi.service.idempotency import demand_key
from zhouqi.service.metrics import Metrics
from zhouqi.service.nul import refuse_nul
from zhouqi.service.problems import on_busy, on_http_exception, on_timeout, on_validation_error
from zhouqi.service.ratelimit import Limit, RateLimit, Window
from zhouqi.service.requests import Requests, name_routes
from zhouqi.service.runtime import Runtime, make_runtimes
from zhouqi.service.service import Service
from zhouqi.service.settings import Settings
from zhouqi.service.signin import make_demo, make_tokens
from zhouqi.service.supervise import Loop, Supervised, stop_in_stages
from zhouqi.service.watch import watch
from zhouqi.service.web import end_api, serve_web

_WORTH_COMPRESSING: Final = 1024
"""Bytes from which an answer is sent compressed to who asks for it; event streams never are."""


def create_app(services: Sequence[Service], settings: Settings) -> FastAPI:
    """The application that serves the API of ``services``, and the web application of one that has it.

    Raises UnguardedRoute for a route without a known permission, SettingsError, PolicyError and
    AccountsError: an application that is not whole does not start.
    """
    policies = permissions.load()
    tokens = make_tokens(settings)
    runtimes = make_runtimes(services, settings, policies, make_demo(settings, tokens))
    state = Health(Metrics())
    limit = _limit(settings)
    app = FastAPI(
        title="Zhouqi",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lambda _app: _lifespan(runtimes, state, settings, limit),
        middleware=_middleware(services, settings, state.metrics, limit),
        telemetry={"metrics": False, "logs": False},
    )
    app.state.gate = Gate(tokens, policies)
    app.state.runtimes = runtimes
    _answer_errors(app)
    for runtime in runtimes:
        _mount(app, runtime)
        watch(runtime, state)
        state.checks.extend(runtime.service.checks(runtime))
    app.include_router(health.router(state))
    end_api(app)
    check_routes(app, app.routes)
    name_routes(app)
    serve_web(app, list(services))
    return app


async def run_api(services: Sequence[Service], settings: Settings) -> None:
    """Serve ``services`` on the HTTP port until SIGINT or SIGTERM. Raises what create_app and serve raise."""
    app = create_app(services, settings)
    runtimes: Sequence[Runtime] = app.state.runtimes

    async def end_streams() -> None:
        for runtime in runtimes:
            await runtime.changes.close()

    await server.serve(app, settings.http_host, settings.http_port, settings.grace_seconds, end_streams)


def _limit(settings: Settings) -> Limit | None:
    """On how much one caller may write, if there is one."""
    if not settings.posts_per_minute:
        return None
    if settings.redis is None:
        return Window(settings.posts_per_minute)
    from zhouqi.service.sharedlimit import SharedLimit  # noqa: PLC0415 - Redis' client takes 24 MB

    return SharedLimit(settings.redis.get_secret_value(), settings.county, settings.posts_per_minute)


def _middleware(
    services: Sequence[Service], settings: Settings, metrics: Metrics, limit: Limit | None
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
        Middleware(Requests, metrics=metrics),
        Middleware(BodyLimit, larger=larger),
    ]
    stack.append(Middleware(GZipMiddleware, minimum_size=_WORTH_COMPRESSING))
    if limit is not None:
        stack.append(Middleware(RateLimit, limit=limit))
    return stack


def _answer_errors(app: FastAPI) -> None:
    app.add_exception_handler(HTTPException, on_http_exception)
    app.add_exception_handler(RequestValidationError, on_validation_error)
    app.add_exception_handler(psycopg.errors.QueryCanceled, on_timeout)
    app.add_exception_handler(psycopg.OperationalError, on_busy)
    app.add_exception_handler(PoolTimeout, on_busy)


def _mount(app: FastAPI, runtime: Runtime) -> None:
    """The service's routes below ``/api/<name>``, and their description."""
    name, title = runtime.service.name, runtime.service.title
    routes = APIRouter(prefix=f"/api/{name}", dependencies=[Depends(refuse_nul), Depends(demand_key)])
    routes.include_router(runtime.service.router(runtime))
    app.include_router(routes, tags=[name])

    @app.get(
        f"/api/{name}/openapi.json",
        include_in_schema=False,
        dependencies=[public("the form of the API is no secret, and programs are made from it")],
    )
    async def describe() -> Response:
        return JSONResponse(description.describe(name, title, routes.routes))


@asynccontextmanager
async def _lifespan(
    runtimes: Sequence[Runtime], state: Health, settings: Settings, limit: Limit | None
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
    hints = Loop("hints", lambda _heartbeat: runtime.hints.run(), silent_after=inf)
    return [Supervised(name, hints), Supervised(name, Loop("changes", runtime.changes.run))]
