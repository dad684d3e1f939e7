"""A service as its ``app.py`` declares it: plain values and functions, read from top to bottom."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from fastapi import APIRouter

from zhouqi.events.context import Context
from zhouqi.service.http.language import Text
from zhouqi.service.http.rejection import Refusal
from zhouqi.service.loops.health import Check
from zhouqi.service.loops.supervision import Loop
from zhouqi.service.rules.rulebook import Edition, RuleBook
from zhouqi.service.runtime import Runtime
from zhouqi.service.settings import EnvironmentSettings

SERVICES: Final = ("ingest", "lifecycle", "warning", "issues", "policy", "cockpit")
"""All services of Zhouqi, in the order in which events flow."""


class NotInstalled(Exception):
    """The service's package is not in this environment."""


class UnknownService(Exception):
    """There is no service of that name."""


def _none(_runtime: Runtime) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service.

    ``router`` makes the routes below ``/api/<name>/``; each names its permission. ``loops`` are those of its
    own, in the worker; ``checks`` add to readiness, in the API, and ``checks_everywhere`` in the API and the
    worker. ``migrations`` are SQL files for the schema ``app``, applied in this order, each once.
    ``rejections`` puts the codes that its domain refuses commands with into words: ``{name}`` stands for a
    value of the rejection; and says which field each is about. ``web`` is the folder of a built web application
    to serve at ``/``. ``uploads`` gives path prefixes a body limit of their own, in bytes. ``rules`` are the
    county's rules that it judges by: a start with others in the place of some that were in force is refused
    (:mod:`zhouqi.service.rules.adoption`).
    """

    name: str
    title: Text
    context: Context
    router: Callable[[Runtime], APIRouter]
    loops: Callable[[Runtime], Sequence[Loop]] = _none
    checks: Callable[[Runtime], Sequence[Check]] = _none
    checks_everywhere: Callable[[Runtime], Sequence[Check]] = _none
    migrations: Sequence[Traversable | Path] = ()
    settings: type[EnvironmentSettings] | None = None
    rejections: Mapping[str, Refusal] = field(default_factory=dict)
    web: Callable[[], Path | None] | None = None
    uploads: Mapping[str, int] = field(default_factory=dict)
    rules: Callable[[], Sequence[RuleBook[Edition]]] = tuple


def find(name: str) -> Service:
    """The installed service of that name: ``zhouqi.<name>.app:service``.

    Raises UnknownService and NotInstalled; an error inside the service's own modules comes through.
    """
    if name not in SERVICES:
        raise UnknownService(f"there is no service {name!r}; there are: {', '.join(SERVICES)}")
    try:
        module = importlib.import_module(f"zhouqi.{name}.app")
    except ModuleNotFoundError as error:
        if error.name in (f"zhouqi.{name}", f"zhouqi.{name}.app"):
            raise NotInstalled(
                f"service {name} is not installed: the package zhouqi-{name} is missing"
            ) from None
        raise
    service = getattr(module, "service", None)
    if not isinstance(service, Service):
        raise NotInstalled(f"zhouqi.{name}.app has no service")
    return service


def installed() -> list[Service]:
    """Every service that is installed here."""
    found = []
    for name in SERVICES:
        try:
            found.append(find(name))
        except NotInstalled:
            continue
    return found
