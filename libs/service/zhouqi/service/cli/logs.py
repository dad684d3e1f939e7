"""Which of a service's two logs a command looks into, and which events in it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

import typer

from zhouqi.events.log.event_log import JOURNAL, STORE, Log
from zhouqi.service.service import Service


class Which(StrEnum):
    """One of a service's two logs."""

    EVENT = "event"
    JOURNAL = "journal"


_LOGS: Final = {Which.EVENT: STORE, Which.JOURNAL: JOURNAL}
LogOption = Annotated[
    Which | None,
    typer.Option(
        "--log", help="event: what it decided; journal: what it received. By default the one it has."
    ),
]
Types = Annotated[list[str] | None, typer.Option("--type", help="Only events of this type; may be repeated.")]


def log_of(service: Service, which: Which | None) -> Log:
    """The log that is asked for; without a word its store, or the journal of one that decides nothing."""
    if which is not None:
        return _LOGS[which]
    return STORE if service.context.publishes else JOURNAL
