"""What happens around every request: its trace, its log line, its time, and the net below it."""

from __future__ import annotations

import time

import structlog
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhouqi.service.http.language import preferred
from zhouqi.service.http.problems import UNKNOWN, Problem, respond
from zhouqi.service.telemetry import trace
from zhouqi.service.telemetry.metrics import Metrics

_logger = structlog.get_logger("zhouqi.request")
_QUIET = ("/livez", "/readyz", "/metrics")


class RequestLog:
    """The net around all routes. The log line names the route's template, never the path or the query:
    these may hold what people typed. An exception that nobody handled becomes an answer with a trace
    number; what it said stays in the log.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        structlog.contextvars.clear_contextvars()
        here = trace.begin(request.headers.get("traceparent"))
        token = trace.current.set(here)
        answer = _Answer(send, here)
        began = time.perf_counter()
        try:
            await self._app(scope, receive, answer.send)
        except Exception:
            _logger.exception("request.failed", route=_route(scope), method=request.method)
            self._metrics.failures.labels(_service(scope)).inc()
            if not answer.status:
                response = respond(Problem(UNKNOWN), preferred(request.headers.get("accept-language")))
                await response(scope, receive, answer.send)
        finally:
            self._account(scope, answer.status, time.perf_counter() - began)
            trace.current.reset(token)

    def _account(self, scope: Scope, status: int, seconds: float) -> None:
        route, method = _route(scope), str(scope["method"])
        self._metrics.requests.labels(_service(scope), method, route, str(status)).observe(seconds)
        if route not in _QUIET:
            _logger.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))


class _Answer:
    """Notes the status as it passes, and sends the trace number along."""

    def __init__(self, send: Send, here: trace.Trace) -> None:
        self._send = send
        self._trace = here
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = int(message["status"])
            headers = [*message.get("headers", ()), (b"x-trace", self._trace.number.encode())]
            message = {**message, "headers": headers}
        await self._send(message)


def name_routes(app: FastAPI) -> None:
    """Note each route's whole template, which a request's scope knows only in part."""
    app.state.templates = {context.endpoint: context.path for context in iter_route_contexts(app.routes)}


def _route(scope: Scope) -> str:
    """The matched route's template; ``-`` where none matched, so that labels stay few."""
    app, endpoint = scope.get("app"), scope.get("endpoint")
    template = app.state.templates.get(endpoint) if isinstance(app, FastAPI) else None
    return template if isinstance(template, str) else "-"


def _service(scope: Scope) -> str:
    parts = _route(scope).split("/")
    return parts[2] if len(parts) > 3 and parts[1] == "api" else "-"
