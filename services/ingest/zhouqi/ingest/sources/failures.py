"""What an error comes to for a run: a failure with one of the causes, whatever it was."""

from __future__ import annotations

import errno
from pathlib import Path
from traceback import extract_tb
from typing import Final

import psycopg
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests

from zhouqi.events import Conflict
from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.sources.reader import SourceFailed

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


def failure_of(error: Exception) -> SourceFailed:
    """The failure that ``error`` is, when it comes out of a wire or out of keeping what was read.

    Wires name their own errors; so a database's error that comes here is that of our own.
    """
    match error:
        case SourceFailed():
            return error
        case psycopg.errors.DiskFull():
            cause = FailureCause.DISK_FULL
        case OSError() if error.errno in _NO_ROOM:
            cause = FailureCause.DISK_FULL
        case psycopg.OperationalError() | psycopg.InterfaceError() | Conflict():
            cause = FailureCause.STORE
        case PoolTimeout() | PoolClosed() | TooManyRequests():
            cause = FailureCause.STORE
        case MemoryError():
            cause = FailureCause.OUT_OF_MEMORY
        case TimeoutError():
            cause = FailureCause.TIME_OUT
        case _:
            cause = FailureCause.INTERNAL
    failure = SourceFailed(cause, type(error).__name__)
    failure.__cause__ = error
    return failure


def is_transient(error: Exception) -> bool:
    """Whether ``error`` has nothing to do with what was being written, so that trying it later is right."""
    return failure_of(error).cause in {
        FailureCause.DISK_FULL,
        FailureCause.STORE,
        FailureCause.OUT_OF_MEMORY,
        FailureCause.TIME_OUT,
    }


def raised_at(error: BaseException) -> str:
    """Where an error came up: file and line, without what it says, which may quote what people typed."""
    frames = extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
