"""``zhouqi serve``: one service, or all that are installed, as an API or as a worker."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from zhouqi.service.cli.options import DATA, Data, ServiceNames, selected_services, settings
from zhouqi.service.http import server
from zhouqi.service.http.app import run_api
from zhouqi.service.loops.worker import run_worker
from zhouqi.service.telemetry import logging


class Part(StrEnum):
    """What a process of a service does."""

    API = "api"
    WORKER = "worker"


def serve(
    service: ServiceNames,
    part: Annotated[
        Part, typer.Argument(help="Answer HTTP, or run relay, consumer and reactions.")
    ] = Part.API,
    data: Data = DATA,
) -> None:
    """Run one service, or several, as API or worker.

    Settings come from ZHOUQI_… alone; it runs until SIGTERM or Ctrl-C.

    An API listens on ZHOUQI_HTTP_PORT, a worker answers /livez, /readyz and /metrics on
    ZHOUQI_WORKER_PORT. Both end within ZHOUQI_GRACE_SECONDS and lose nothing.

        zhouqi serve lifecycle api
        zhouqi serve lifecycle worker
        zhouqi serve all worker
    """
    found = settings(data)
    services = selected_services(service)
    names = ",".join(one.name for one in services)
    logging.configure(process=f"{names}-{part.value}", log_format=found.log_format, level=found.log_level)
    run = run_api if part is Part.API else run_worker
    server.run(lambda: run(services, found))
