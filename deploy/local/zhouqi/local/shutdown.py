"""End every process of a stack, in the right order, however it was started and whoever is still there.

Processes carry the stack's mark in their environment; PostgreSQL, which overwrites that, is known by its folder.
Light on purpose: the guardian holds nothing but this.
"""

import signal
import subprocess
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import psutil

TAG = "ZHOUQI_STACK"
"""Environment variable ``<stack id>:<part>`` of every process of a stack."""
BUS = "bus"
POSTGRES = "postgres"
_CLUSTER_GRACE = 4.0


def tag_environment(stack: str, part: str) -> dict[str, str]:
    """The environment that makes a process known as ``part`` of ``stack``."""
    return {TAG: f"{stack}:{part}"}


def stop_all(stack: str, cluster: Path, grace: float = 3.0) -> int:
    """End what is left of ``stack`` and the PostgreSQL of ``cluster``; returns how many processes there were.

    Services get ``grace`` seconds to finish, then the bus ends, PostgreSQL last.
    Returns when a look around finds nothing more.
    """
    ended = 0
    while found := _members(stack):
        ended += len(found)
        _end([process for process, part in found if part not in {BUS, POSTGRES}], grace)
        _end([process for process, part in found if part == BUS], 0.0)
        _end([process for process, part in found if part == POSTGRES], _CLUSTER_GRACE, signal.SIGINT)
    while (pid := postgres_pid(cluster)) is not None:
        ended += 1
        _end([psutil.Process(pid)], _CLUSTER_GRACE, signal.SIGINT)
    return ended


def postgres_pid(cluster: Path) -> int | None:
    """The process id of the server that runs on this folder, whoever started it; None when there is none."""
    try:
        pid = int((cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
        process = psutil.Process(pid)
        runs = process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()) == cluster.resolve()
    except (OSError, ValueError, IndexError, psutil.Error):
        return None
    return pid if runs else None  # else the number is another process's by now


def is_running(process: psutil.Process) -> bool:
    """It has not ended. One has that its new parent merely has not noticed yet, which may take seconds."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def stop_child(
    process: subprocess.Popen[bytes], grace: float, stop_signal: signal.Signals = signal.SIGTERM
) -> bool:
    """End a child: asked by ``stop_signal``, killed after ``grace`` seconds with all that it started.

    True when it ended by itself.
    """
    if process.poll() is not None:
        return True
    process.send_signal(stop_signal)
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        below = _below(process.pid)
        process.kill()
        process.wait()
        _kill(below)
        return False
    return True


def _members(stack: str) -> list[tuple[psutil.Process, str]]:
    own = psutil.Process()
    found = []
    for process in psutil.process_iter():
        try:
            marked = process.environ().get(TAG, "")
            if process != own and process.status() != psutil.STATUS_ZOMBIE and marked.startswith(f"{stack}:"):
                found.append((process, marked.partition(":")[2]))
        except (psutil.Error, OSError):
            continue  # it ended just now, or is not ours to look at
    return [(process, part) for process, part in found if part != "guardian"]


def _end(
    processes: Iterable[psutil.Process], grace: float, stop_signal: signal.Signals = signal.SIGTERM
) -> None:
    left = list(processes)
    for process in left:
        _signal(process, signal.SIGCONT)
        _signal(process, stop_signal if grace else signal.SIGKILL)
    left = _wait(left, grace or 1.0)
    _kill([one for process in left for one in (process, *_below(process.pid))])


def _below(pid: int) -> list[psutil.Process]:
    """What the process has started: PostgreSQL's processes outlive a killed server while they write."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _kill(processes: Iterable[psutil.Process]) -> None:
    left = list(processes)
    for process in left:
        _signal(process, signal.SIGKILL)
    _wait(left, 1.0)


def _wait(processes: Sequence[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Those that still run when the time is over, or nobody as soon as none does."""
    end = time.monotonic() + seconds
    while (left := [process for process in processes if is_running(process)]) and time.monotonic() < end:
        time.sleep(0.02)
    return left


def _signal(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return
