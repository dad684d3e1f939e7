"""Servers that the tests start end with the tests, also when those are killed.

Their databases are thrown away with them, so these lie in memory where a machine has a place for that: a database is
some three hundred files, and on a busy disk the kernel takes ten times as long to copy them.
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from zhouqi.local import guardian
from zhouqi.local.layout import Layout
from zhouqi.local.shutdown import tag_environment

_STACK: Final = f"tests-{os.getpid()}"
_DATABASES: Final = "zhouqi-databases-"
_MEMORY: Final = Path("/dev/shm")
_ROOM: Final = 4 * 2**30
"""Bytes that must be free there: a container has 64 MiB, and several sessions may run side by side."""
_ABANDONED: Final = 3600
"""Seconds after which a folder that nobody locks is one of a session that was killed."""


def marked(part: str) -> dict[str, str]:
    """The environment of a server of this session, by which the guardian knows it."""
    return {**os.environ, **tag_environment(_STACK, part)}


@pytest.fixture(scope="session")
def session_folder(processes: None) -> Iterator[Path]:
    """A folder for the data of the session's servers, and a guardian that ends them."""
    with tempfile.TemporaryDirectory(prefix="zhouqi-tests-") as temporary:
        layout = Layout(Path(temporary))
        layout.path.chmod(0o755)
        with layout.lock_file.open("wb") as lock:
            guard = guardian.start(_STACK, layout.path, lock.fileno())
            try:
                yield layout.path
            finally:
                if guard.stdin is not None:
                    guard.stdin.close()
                guard.wait()


@pytest.fixture(scope="session")
def database_folder(processes: None) -> Iterator[Path]:
    """A folder for databases, in memory if there is room: removed with the session, or by a later one."""
    place = place_of_databases()
    with tempfile.TemporaryDirectory(prefix=_DATABASES, dir=place) as temporary:
        layout = Layout(Path(temporary))
        layout.path.chmod(0o755)
        with layout.lock_file.open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            remove_abandoned(place, time.time() - _ABANDONED)
            yield layout.path


def place_of_databases(memory: Path = _MEMORY, room: int = _ROOM) -> Path:
    """Where the folders of databases are: ``memory`` if it has so many bytes of ``room``, else on the disk."""
    on_disk = Path(tempfile.gettempdir())
    try:
        roomy = shutil.disk_usage(memory).free >= room and os.access(memory, os.W_OK | os.X_OK)
    except OSError:
        return on_disk
    return memory if roomy else on_disk


def remove_abandoned(place: Path, before: float) -> None:
    """Remove what killed sessions left in ``place``: the folders made ``before`` a time that nobody has locked."""
    for folder in place.glob(f"{_DATABASES}*"):
        try:
            if folder.stat().st_mtime >= before:
                continue
            with Layout(folder).lock_file.open("rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # in use, just removed, or not ours
