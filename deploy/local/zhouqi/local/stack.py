"""The embedded stack: what is started after what, and ended before what."""

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psycopg

from zhouqi.local import databases, ports, tansu
from zhouqi.local.business_time import BusinessTime
from zhouqi.local.child_process import ChildProcess
from zhouqi.local.clock_saver import ClockSaver
from zhouqi.local.data_folder import DataFolder, write_atomically
from zhouqi.local.demo_accounts import DemoAccounts
from zhouqi.local.environment import Environment, process_environment
from zhouqi.local.errors import StackError
from zhouqi.local.options import Options
from zhouqi.local.postgres import Postgres
from zhouqi.local.readiness_poll import ReadinessPoll
from zhouqi.local.services import installed
from zhouqi.local.shutdown import BUS, POSTGRES, tag_environment
from zhouqi.local.status_output import StatusOutput
from zhouqi.local.supervisor import StopRequested, Supervisor

_ZHOUQI = (sys.executable, "-m", "zhouqi.service.cli")
_SAVE_SECONDS = 2.0
_COUNTY_SECONDS = 600.0
"""How long a county may take to be there; a large one takes its time."""
_SAY_SECONDS = 5.0
_ENDING = (("people", "api", "sources"), ("workers",), (BUS,), (POSTGRES,))


class Stack:
    """One run of the stack, in a folder that this process holds."""

    def __init__(self, options: Options, folder: DataFolder, lock: int, output: StatusOutput) -> None:
        self._options = options
        self._folder = folder
        self._output = output
        self._id = secrets.token_hex(8)
        folder.claim(options.seed, options.size)
        self._time = BusinessTime(folder.clock)
        self._saved = time.monotonic()
        self._clock_saver = ClockSaver(self._time, output)
        self._cluster = Postgres(folder.cluster)
        self._environment = Environment(options, folder, self._cluster, ports.free_port(), ports.free_port())
        self._readiness = ReadinessPoll(options.port)
        self._said, self._said_at = "", time.monotonic()
        self._accounts: DemoAccounts | None = None
        self._supervisor = Supervisor(self._id, folder.path.absolute(), lock, output, self._on_tick)

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://{ports.HOST}:{self._options.port}/"

    def end(self) -> None:
        """Ask the stack to end. May be called from a signal handler."""
        self._supervisor.end()

    def run(self) -> None:
        """Start everything, keep it running until :meth:`end`, end everything.

        Raises StackError when something does not start; whatever did start has ended by then.
        """
        try:
            self._start()
            self._output.ready(self.address)
            while True:
                self._supervisor.tick()
        except StopRequested:
            self._output.plain("Ending …")
        finally:
            if self._accounts is not None:
                self._accounts.stop()
            self._write_to_disk()  # while the others end, who need their moment too
            self._supervisor.stop(_ENDING)
            self._cluster.remove_socket_folder()
            self._folder.stack.unlink(missing_ok=True)

    def _start(self) -> None:
        business = self._time.begin(0)  # it stands still until the county is there, its history taken over
        first = not self._folder.cluster.exists()
        self._write_stack_file()
        accounts = self._accounts = DemoAccounts.begin(
            self._folder.accounts,
            self._options.seed,
            self._options.size,
            process_environment(tag_environment(self._id, "accounts")),
        )
        self._start_database()
        bus = self._program(BUS, tansu.broker_command(self._options.bus_port), {}, grace=0.3)
        self._supervisor.add(bus)
        sources = [sys.executable, "-m", "zhouqi.sources"]
        self._supervisor.add(self._program("sources", sources, self._environment.sources()))
        if installed():
            self._migrate()
        self._supervisor.wait_until(self._bus_answers, 30, "the bus answers")
        if first:
            tansu.make_topics(self._options.bus_port)
        self._output.done("bus", f"{ports.HOST}:{self._options.bus_port}")
        accounts.write()
        workers = [*_ZHOUQI, "serve", "all", "worker"]
        self._supervisor.add(self._program("workers", workers, self._environment.workers()))
        api = [sys.executable, "-m", "zhouqi.local.api"]
        self._supervisor.add(self._program("api", api, self._environment.api()))
        people = [sys.executable, "-m", "zhouqi.sources.people"]
        self._supervisor.add(self._program("people", people, self._environment.people()))
        self._output.done("processes", "sources, workers, api, people")
        self._output.doing("county", f"collecting up to {business:%Y-%m-%d}")
        self._supervisor.wait_until(self._county_there, _COUNTY_SECONDS, "the county is there")
        self._time.begin(self._options.speed)
        self._output.done("county", f"{self._options.size} projects, seed {self._options.seed}")

    def _start_database(self) -> None:
        self._cluster.initialise()
        log = self._folder.logs / "postgres.log"
        environ = tag_environment(self._id, POSTGRES)
        child = ChildProcess(
            POSTGRES, lambda: self._cluster.start(log, environ), log, grace=4.0, stop_signal=signal.SIGINT
        )
        self._supervisor.add(child)
        self._supervisor.wait_until(self._cluster.accepts_connections, 60, "PostgreSQL takes connections")
        with psycopg.connect(self._cluster.dsn(), autocommit=True) as admin:
            databases.provision(admin, (*installed(), databases.EXCHANGE))
        self._output.done("database", f"PostgreSQL in {self._folder.cluster}")

    def _migrate(self) -> None:
        log = self._folder.logs / "migrate.log"
        environ = process_environment({**self._environment.command(), **tag_environment(self._id, "migrate")})
        command = [*_ZHOUQI, "migrate"]
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, env=environ, start_new_session=True
        )
        log.write_text(done.stdout + done.stderr, encoding="utf-8")
        if done.returncode != 0:
            last = (done.stderr or done.stdout).strip().splitlines()[-1:]
            raise StackError(f"the databases cannot be migrated, see {log}: {''.join(last)}")
        self._output.done("tables", ", ".join(installed()))
        self._write_to_disk()  # new databases are thousands of files: not all at once when it has to end

    def _write_to_disk(self) -> None:
        threading.Thread(target=self._cluster.checkpoint, daemon=True).start()

    def _program(
        self, name: str, command: Sequence[str], settings: Mapping[str, str], grace: float = 3.0
    ) -> ChildProcess:
        log = self._folder.logs / f"{name}.log"
        environ = process_environment({**settings, **tag_environment(self._id, name)})
        return ChildProcess(name, lambda: _launch(command, environ, log, self._folder.path), log, grace)

    def _bus_answers(self) -> bool:
        return ports.broker_answers(self._options.bus_port)

    def _county_there(self) -> bool:
        if self._readiness.ready():
            return True
        said = self._readiness.status
        if said != self._said and time.monotonic() - self._said_at > _SAY_SECONDS:
            self._output.doing("county", said)
            self._said, self._said_at = said, time.monotonic()
        return False

    def _write_stack_file(self) -> None:
        """Write down how the `zhouqi` command reaches this stack."""
        content = {
            "stack": self._id,
            "pid": os.getpid(),
            "address": self.address,
            "environment": self._environment.command(),
        }
        write_atomically(self._folder.stack, content)

    def _on_tick(self) -> None:
        if self._options.parent and os.getppid() != self._options.parent:
            self.end()
        if self._options.speed > 0 and time.monotonic() - self._saved > _SAVE_SECONDS:
            self._saved = time.monotonic()
            self._clock_saver.save()


def _launch(
    command: Sequence[str], environ: Mapping[str, str], log: Path, folder: Path
) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=dict(environ),
            cwd=folder,
        )
