"""What the command's exit codes mean, and how it ends with one line instead of a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import psycopg
from aiokafka.errors import KafkaError
from rich.console import Console

from zhouqi.events.fold.rebuild import RebuildRunning
from zhouqi.events.fold.rebuild_pool import RebuildFailed
from zhouqi.events.log.schema import NewerDatabase
from zhouqi.service.http.server import PortTaken
from zhouqi.service.identity.accounts import AccountsError
from zhouqi.service.identity.demo_sign_in import NotOffered, UnknownAccount
from zhouqi.service.loops.disk import is_full
from zhouqi.service.service import NotInstalled, UnknownService
from zhouqi.service.settings import SettingsError
from zhouqi.service.storage.migrations import Unmigratable


class Exit(IntEnum):
    """Exit codes. Scripts may rely on them."""

    FINE = 0
    FOUND = 1
    USAGE = 2
    UNREACHABLE = 3


EXITS = (
    "Exit codes: 0 fine; 1 something was found or is wrong; 2 the command was used wrongly;"
    " 3 a database, the bus or the stack is not reachable."
)

errors = Console(stderr=True, highlight=False, soft_wrap=True)

_WRONG = (
    AccountsError,
    NewerDatabase,
    NotOffered,
    RebuildFailed,
    RebuildRunning,
    Unmigratable,
    UnknownAccount,
)
_USAGE = (NotInstalled, SettingsError, UnknownService)


class Refused(Exception):
    """The command ends with a line of its own."""

    def __init__(self, line: str, code: Exit) -> None:
        super().__init__(line)
        self.code = code


@contextmanager
def plain_errors() -> Iterator[None]:
    """End with one clear line for everything that an operator can mend."""
    try:
        yield
    except Refused as error:
        _end(str(error), error.code)
    except PortTaken as error:
        _end(f"{error}; choose another port, or stop what listens there", Exit.UNREACHABLE)
    except psycopg.OperationalError as error:
        _end(_of_database(error), Exit.UNREACHABLE)
    except KafkaError as error:
        _end(f"the bus cannot be reached: {_line(error)}", Exit.UNREACHABLE)
    except psycopg.errors.UndefinedTable as error:
        _end(f"the database has no such table ({_line(error)}); run: zhouqi migrate", Exit.FOUND)
    except _USAGE as error:
        _end(str(error), Exit.USAGE)
    except _WRONG as error:
        _end(str(error), Exit.FOUND)
    except OSError as error:
        _demand_full(error)
        _end(f"this machine's disk is full, at {error.filename}; make room, and say it again", Exit.FOUND)


def _demand_full(error: OSError) -> None:
    """Raise what is no full disk: nobody foresaw it, and its traceback says where."""
    if not is_full(error):
        raise error


def _of_database(error: psycopg.OperationalError) -> str:
    if is_full(error):
        return f"the database's disk is full: {_line(error)}; make room, and say it again"
    return f"the database cannot be reached: {_line(error)}"


def _line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _end(line: str, code: Exit) -> None:
    errors.print(f"zhouqi: {line}", markup=False)
    sys.exit(code)
