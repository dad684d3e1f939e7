"""The embedded PostgreSQL, with real servers."""

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from zhouqi.local import os_user, shutdown
from zhouqi.local.errors import StackError
from zhouqi.local.postgres import THROWAWAY_SETTINGS, Postgres, wait_until_ready

pytestmark = pytest.mark.usefixtures("processes")


@contextmanager
def running(cluster: Postgres, log: Path) -> Iterator[int]:
    cluster.initialise()
    process = cluster.start(log)
    try:
        wait_until_ready(cluster, process, log)
        yield process.pid
    finally:
        shutdown.stop_child(process, 5.0, signal.SIGINT)
        cluster.remove_socket_folder()
        assert not cluster.sockets.exists()


def test_data_is_there_after_a_restart(tmp_path: Path) -> None:
    cluster = Postgres(tmp_path / "postgres", THROWAWAY_SETTINGS)
    with running(cluster, tmp_path / "log"), psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute("create table t as select 42 as n")

    with running(cluster, tmp_path / "log"), psycopg.connect(cluster.dsn()) as connection:
        assert connection.execute("select n from t").fetchone() == (42,)


def test_nobody_else_may_enter_the_sockets_folder(tmp_path: Path) -> None:
    cluster = Postgres(tmp_path / "postgres", THROWAWAY_SETTINGS)
    with running(cluster, tmp_path / "log"), psycopg.connect(cluster.dsn()) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)
        assert cluster.sockets.stat().st_mode & 0o777 == 0o700


def test_a_path_too_long_for_a_socket_is_no_hindrance(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    cluster = Postgres(deep / "postgres", THROWAWAY_SETTINGS)

    with running(cluster, tmp_path / "log"):
        assert cluster.accepts_connections()
        assert len(os.fsencode(cluster.sockets)) < 90


@pytest.mark.parametrize("name", ['two words "quoted" & 周期 %20', "a, b"])
def test_a_strange_path_is_no_hindrance(name: str) -> None:
    with tempfile.TemporaryDirectory(prefix=name) as strange:
        cluster = Postgres(Path(strange) / "postgres", THROWAWAY_SETTINGS)
        with running(cluster, Path(strange) / "log"):
            assert cluster.accepts_connections()


def test_a_cluster_whose_making_was_interrupted_is_made_anew(tmp_path: Path) -> None:
    cluster = Postgres(tmp_path / "postgres", THROWAWAY_SETTINGS)
    half = tmp_path / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")

    with running(cluster, tmp_path / "log"):
        assert not half.exists()


def test_another_major_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("19\n")

    with pytest.raises(StackError, match="PostgreSQL 19"):
        Postgres(tmp_path / "postgres").initialise()


def test_what_runs_on_a_folder_is_found_and_ended(tmp_path: Path) -> None:
    cluster = Postgres(tmp_path / "postgres", THROWAWAY_SETTINGS)
    with running(cluster, tmp_path / "log") as pid:
        assert shutdown.postgres_pid(cluster.folder) == pid

        assert shutdown.stop_all("none", cluster.folder) == 1

        assert shutdown.postgres_pid(cluster.folder) is None
        assert not cluster.accepts_connections()


def test_a_process_that_got_an_old_servers_number_is_not_taken_for_it(tmp_path: Path) -> None:
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n")

    assert shutdown.postgres_pid(tmp_path) is None


def test_root_without_user_namespaces_does_not_open_a_closed_folder(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    with pytest.raises(StackError, match="may not enter"):
        os_user.unprivileged_user([closed / "postgres"])

    assert closed.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to hand the server to another account")
def test_root_without_user_namespaces_hands_the_server_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        cluster = Postgres(folder / "postgres", THROWAWAY_SETTINGS)
        nobody = os_user.unprivileged_user([folder / "postgres"])
        monkeypatch.setattr("zhouqi.local.postgres.choose_user", lambda _needs: nobody)
        with running(cluster, folder / "log") as pid:
            assert Path(f"/proc/{pid}").stat().st_uid == nobody.uid
