"""What the command's exit codes mean, and how it ends with one line instead of a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import psycopg
from aiokafka.errors import KafkaError
from rich.console import Console

from zhouqi.events.rebuild import RebuildRunning
from zhouqi.events.schema import NewerDatabase
from zhouqi.events.workforce import RebuildFailed
from zhouqi.service.accounts import AccountsError
from zhouqi.service.demo import NotOffered, UnknownAccount
from zhouqi.service.migrations import Unmigratable
from zhouqi.service.server import PortTaken
from zhouqi.service.service import NotInstalled, UnknownService
from zhouqi.service.settings import SettingsError


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
        _end(f"the database cannot be reached: {_line(error)}", Exit.UNREACHABLE)
    except KafkaError as error:
        _end(f"the bus cannot be reached: {_line(error)}", Exit.UNREACHABLE)
    except psycopg.errors.UndefinedTable as error:
        _end(f"the database has no such table ({_line(error)}); run: zhouqi migrate", Exit.FOUND)
    except _USAGE as error:
        _end(str(error), Exit.USAGE)
    except _WRONG as error:
        _end(str(error), Exit.FOUND)


def _line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _end(line: str, code: Exit) -> None:
    errors.print(f"zhouqi: {line}", markup=False)
    sys.exit(code)
