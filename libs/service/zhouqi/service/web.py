"""The built web application of a service, served beside the API."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from zhouqi.service.gate import public
from zhouqi.service.problems import NOT_FOUND, Problem
from zhouqi.service.service import Service


def end_api(app: FastAPI) -> None:
    """What no route below ``/api/`` serves is not found, and never a page of the web application."""

    @app.api_route(
        "/api/{rest:path}",
        methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
        include_in_schema=False,
        dependencies=[public("nothing is there")],
    )
    async def nothing(request: Request, rest: str) -> Response:  # noqa: ARG001 - any path
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
