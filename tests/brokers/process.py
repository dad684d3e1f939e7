"""A broker that is a process of this machine."""

import os
import signal
import subprocess
import time
from abc import abstractmethod
from pathlib import Path

from tests.brokers.interface import Broker
from tests.session import marked
from zhouqi.local import ports


class BrokerProcess(Broker):
    """Start, stop and pause of a process in a session of its own, with a log."""

    def __init__(self, folder: Path, patience: float) -> None:
        """``folder`` holds the log (and whatever the broker keeps); ``patience``: seconds until it must answer."""
        self.folder = folder
        self.port = ports.free_port()
        self.bootstrap = f"{ports.HOST}:{self.port}"
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> list[str]:
        """The command line."""

    @property
    def pid(self) -> int | None:
        """The process, while it runs."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        if self._process:
            return
        log = self.folder / "log"
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                self.command(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=marked("bus"),
                cwd=self.folder,
            )
        end = time.monotonic() + self._patience
        while not ports.broker_answers(self.port):
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop(kill=True)
                raise RuntimeError(f"{self.name} does not start:\n{log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.05)

    def stop(self, *, kill: bool = False) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if kill:  # a paused one as well, without another glance at what it was sent
            process.kill()
        else:
            os.kill(process.pid, signal.SIGCONT)
            process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def pause(self) -> None:
        process = self._signal(signal.SIGSTOP)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED)  # a busy machine takes its time: until then it answers

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError(f"{self.name} does not run")
        self._process.send_signal(number)
        return self._process
