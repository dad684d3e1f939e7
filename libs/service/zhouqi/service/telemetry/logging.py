"""Logs of a process: one JSON object a line, or coloured lines for a terminal.

No personal data: request logs name routes and accounts' ids, never bodies, queries or headers, and an exception's
message is left out where it may quote what was typed (``log_exceptions``).
"""

from __future__ import annotations

import logging
import sys
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from zhouqi.service.telemetry import log_exceptions, trace
from zhouqi.service.telemetry.log_lines import BufferedLines

_SECRET = ("authorization", "cookie", "password", "secret", "token", "dsn", "key")


def configure(*, process: str, log_format: str = "json", level: str = "INFO") -> None:
    """Send what this process and its libraries log to stderr, each line marked with ``process``."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_trace,
        _hide_secrets,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = _ToStderr()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _mark(process),
                *_renderers(log_format),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "aiokafka"):
        library = logging.getLogger(name)
        library.handlers[:] = []
        library.propagate = True
    logging.getLogger("uvicorn.access").disabled = True  # requests have a line of their own
    logging.getLogger("aiokafka").setLevel(max(logging.WARNING, logging.getLevelName(level)))


def _renderers(log_format: str) -> list[Processor]:
    if log_format == "json":
        exceptions = structlog.processors.ExceptionRenderer(log_exceptions.render)
        return [exceptions, structlog.processors.JSONRenderer(ensure_ascii=False)]
    colours = sys.stderr.isatty()
    return [structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=log_exceptions.write)]


class _ToStderr(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at that moment: tests and embedders replace it."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)
        self._lines = BufferedLines()

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; without room for it on the disk it waits for some."""
        try:
            self._lines.write(self.format(record) + self.terminator, self.stream)
        except Exception:  # noqa: BLE001 - as the handler that this is does: a log never fails its program
            self.handleError(record)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]  # a plain attribute there
        return sys.stderr


def _add_trace(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    here = trace.current.get()
    if here is not None:
        event.setdefault("trace", here.number)
    return event


def _hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    for name in event:
        if name.lower() in _SECRET or any(name.lower().endswith(f"_{word}") for word in _SECRET):
            event[name] = "…"
    return event


def _mark(process: str) -> Processor:
    def mark(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {"process": process, **event}

    return mark
