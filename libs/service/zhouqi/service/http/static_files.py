"""The built web application of a service, served beside the API."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import compile_path

from zhouqi.service.http.problems import METHOD_NOT_ALLOWED, NOT_FOUND, Problem
from zhouqi.service.identity.authorization import public
from zhouqi.service.service import Service


def api_not_found(app: FastAPI) -> None:
    """What no route below ``/api/`` serves is not found, and never a page of the web application.

    A path that is there for other methods says which.
    """
    served = [
        (compile_path(route.path)[0], frozenset(route.methods or ()))
        for route in iter_route_contexts(list(app.routes))
        if route.path
    ]

    @app.api_route(
        "/api/{rest:path}",
        methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
        include_in_schema=False,
        dependencies=[public("nothing is there")],
    )
    async def nothing(request: Request, rest: str) -> Response:  # noqa: ARG001 - any path
        allowed = {method for path, methods in served if path.match(request.url.path) for method in methods}
        if allowed:
            raise Problem(METHOD_NOT_ALLOWED, headers={"Allow": ", ".join(sorted(allowed))})
        raise Problem(NOT_FOUND)


def serve_web(app: FastAPI, services: list[Service]) -> None:
    """Serve the first web application found among ``services``; paths it does not know get its index.

    Raises ValueError when two services bring one.
    """
    folders = [folder for service in services if service.web and (folder := service.web()) is not None]
    if len(folders) > 1:
        raise ValueError("two services bring a web application; one process serves one")
    for folder in folders:
        app.frontend("/", directory=folder, fallback="index.html", check_dir=True)
