"""The process that answers HTTP for every service of the stack: ``python -m zhouqi.local.api``.

The chassis's own API; it is ready only once the whole county is there.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from zhouqi.events.clock import clock_from
from zhouqi.local.caught_up import CaughtUp
from zhouqi.service.cli.exits import plain_errors
from zhouqi.service.http import server
from zhouqi.service.http.app import run_api
from zhouqi.service.service import Service, installed
from zhouqi.service.settings import EnvironmentSettings, Settings, load, settings_prefix
from zhouqi.service.telemetry import logging


class LocalSettings(EnvironmentSettings):
    """Environment variables ``ZHOUQI_LOCAL_…``."""

    model_config = settings_prefix("ZHOUQI_LOCAL_")

    people: Path | None = None
    """Where the county's people say how far they got; without it nobody waits for them."""


def with_caught_up(services: Sequence[Service], settings: Settings, people: Path | None) -> list[Service]:
    """The services, whose readiness asks for all that was published and entered so far to have arrived."""
    contexts = [service.context for service in services]
    arrival = CaughtUp(contexts, settings, clock_from(settings.clock).now(), people)
    last = services[-1]
    return [*services[:-1], replace(last, checks=lambda runtime: (*last.checks(runtime), arrival.check()))]


def main() -> None:
    """Serve until SIGTERM."""
    with plain_errors():
        settings = load(Settings)
        logging.configure(process="api", log_format=settings.log_format, level=settings.log_level)
        services = with_caught_up(installed(), settings, load(LocalSettings).people)
        server.run(lambda: run_api(services, settings))


if __name__ == "__main__":
    main()
