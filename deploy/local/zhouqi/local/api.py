"""The process that answers HTTP for every service of the stack: ``python -m zhouqi.local.api``.

The chassis's own API; it is ready only once the whole county is there.
"""

from collections.abc import Sequence
from dataclasses import replace

from zhouqi.local.arrival import Arrival
from zhouqi.service import logging, server
from zhouqi.service.app import run_api
from zhouqi.service.cli.exits import plain_errors
from zhouqi.service.service import Service, installed
from zhouqi.service.settings import Settings, load


def with_arrival(services: Sequence[Service], settings: Settings) -> list[Service]:
    """The services, whose readiness asks for all that was published to have arrived."""
    arrival = Arrival([service.context for service in services], settings)
    last = services[-1]
    return [*services[:-1], replace(last, checks=lambda runtime: (*last.checks(runtime), arrival.check()))]


def main() -> None:
    """Serve until SIGTERM."""
    with plain_errors():
        settings = load(Settings)
        logging.configure(process="api", log_format=settings.log_format, level=settings.log_level)
        services = with_arrival(installed(), settings)
        server.run(lambda: run_api(services, settings))


if __name__ == "__main__":
    main()
