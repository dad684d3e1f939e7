"""A stack whose own process is killed leaves nothing behind."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.brokers.waiting import until
from zhouqi.local import shutdown
from zhouqi.local.data_folder import DataFolder

pytestmark = pytest.mark.usefixtures("processes")

OWNER = """
import subprocess, sys
from pathlib import Path
from zhouqi.local import guardian
from zhouqi.local.shutdown import tag_environment
from zhouqi.local.data_folder import DataFolder
from zhouqi.local.postgres import THROWAWAY_SETTINGS, Postgres, wait_until_ready

folder = DataFolder(Path(sys.argv[1]))
with folder.lock() as lock:
    folder.claim(1, 40)
    folder.stack.write_text("{}")
    if sys.argv[2] == "guarded":
        guardian.start("under-test", folder.path, lock)
    log = folder.logs / "log"
    cluster = Postgres(folder.cluster, THROWAWAY_SETTINGS)
    cluster.initialise()
    wait_until_ready(cluster, cluster.start(log, tag_environment("under-test", "postgres")), log)
    stubborn = '''
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
time.sleep(600)
'''
    environ = tag_environment("under-test", "api")
    child = subprocess.Popen(
        [sys.executable, "-c", stubborn], env=environ, start_new_session=True, stdout=subprocess.PIPE
    )
    child.stdout.readline()
    print(child.pid, flush=True)
    child.wait()
"""


def lives(pid: int) -> bool:
    """A process of this number runs."""
    try:
        return shutdown.is_running(psutil.Process(pid))
    except psutil.NoSuchProcess:
        return False


@contextmanager
def killed(folder: DataFolder, how: str) -> Iterator[int]:
    """A stack of two processes whose owner was killed; gives the pid of one that refuses to end when asked."""
    with subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder.path), how], stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        stubborn = int(owner.stdout.readline())
        assert shutdown.postgres_pid(folder.cluster) is not None
        owner.send_signal(signal.SIGKILL)
    try:
        yield stubborn
    finally:
        shutdown.stop_all("under-test", folder.cluster, grace=0)


def test_a_killed_stack_leaves_no_process_and_no_lock(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")

    with killed(folder, "guarded") as stubborn:
        assert folder.in_use(), "the guardian holds the folder until everything has ended"
        until(lambda: not folder.in_use(), 10, "the guardian has ended everything")

        assert not lives(stubborn)
        assert shutdown.postgres_pid(folder.cluster) is None
        assert not folder.stack.exists()


def test_without_a_guardian_they_outlive_it(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")

    with killed(folder, "alone") as stubborn:
        assert not folder.in_use()
        assert lives(stubborn)
        assert shutdown.postgres_pid(folder.cluster) is not None

    assert not lives(stubborn)
    assert shutdown.postgres_pid(folder.cluster) is None
