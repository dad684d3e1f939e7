"""What is looked at before anything is started; a check that fails touches no data."""

import json
import time

import psutil

from zhouqi.local import ports
from zhouqi.local.data_folder import DataFolder
from zhouqi.local.errors import StackError
from zhouqi.local.options import Options
from zhouqi.local.orphans import stop_orphans

_ENDING_SECONDS = 15.0


def check(options: Options) -> DataFolder:
    """The data folder that the options name. Raises StackError with one line that says what to do."""
    folder = DataFolder(options.data)
    _let_end(folder)
    folder.check(options.seed, options.size)
    stop_orphans(folder)
    if options.port == options.bus_port:
        raise StackError(
            f"PORT and BUS_PORT are both {options.port}: give the bus another one with BUS_PORT="
        )
    _check_port("PORT", options.port)
    _check_port("BUS_PORT", options.bus_port)
    return folder


def _check_port(name: str, port: int) -> None:
    if ports.is_taken(port):
        raise StackError(f"port {port} is taken: end what listens there, or choose another one with {name}=")


def _let_end(folder: DataFolder) -> None:
    """Wait a moment for a stack whose own process is gone and whose guardian is still ending the rest."""
    end = time.monotonic() + _ENDING_SECONDS
    while folder.in_use() and not _owner_lives(folder) and time.monotonic() < end:
        time.sleep(0.1)


def _owner_lives(folder: DataFolder) -> bool:
    try:
        return psutil.pid_exists(int(json.loads(folder.stack.read_bytes())["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return True


def check_idle(folder: DataFolder) -> bool:
    """True when the folder holds data that nobody uses, False when there is none.

    Raises StackError when a stack runs on it, or it holds other things than Zhouqi's data.
    """
    if not folder.path.exists():
        return False
    _let_end(folder)
    if folder.in_use():
        raise StackError(f"{folder.path} is in use by a running stack: end that one first")
    stop_orphans(folder)
    if not folder.about.exists() and any(
        path.name != folder.lock_file.name for path in folder.path.iterdir()
    ):
        raise StackError(f"{folder.path} holds other things than Zhouqi's data: nothing was removed")
    return True
