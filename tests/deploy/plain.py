"""Runs the containers of a compose file as plain processes: each as soon as what it needs has come so far."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil

from tests.deploy import composition, third_party
from tests.deploy.build import Images
from tests.deploy.composition import COMPLETED, HEALTHY, Container
from tests.deploy.places import Places
from tests.session import marked
from zhouqi.local import ports
from zhouqi.local.shutdown import TAG

_PATIENCE: Final = 120.0
_ONCE: Final = 120.0
"""Seconds for a step that ends."""
OWN: Final = "zhouqi/"
_PROBED: Final = {"zhouqi probe api": 8000, "zhouqi probe worker": 8001}
_PORT: Final = re.compile(r"(?<![\w.])\d{4}(?![\w.])")
_SYSTEM: Final = ("HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH")


class Stack:
    """The processes of one compose file. A test may end some; :meth:`up` starts what does not run."""

    def __init__(self, folder: Path, compose: Path, images: Images, settings: Mapping[str, str]) -> None:
        self.containers = composition.read(compose, settings)
        self._folder = folder
        self._images = images
        self.places = Places(folder / "volumes", compose, self.containers)
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._done: set[str] = set()
        for container in self.containers.values():
            for mount in container.mounts:
                if mount.kind == "volume":  # the folder of a part is made by whoever fills it
                    (self.places.folder / mount.source).mkdir(parents=True, exist_ok=True)
        (folder / "logs").mkdir()
        third_party.kafka_scripts(folder)

    def up(self) -> None:
        """Start what does not run, in the order of the file; returns when its health checks succeed."""
        futures: dict[str, Future[None]] = {}
        with ThreadPoolExecutor(len(self.containers)) as pool:
            for container in self._in_order():
                futures[container.name] = pool.submit(self._start_after, container, futures)
            failures = {str(error) for one in futures.values() if (error := one.exception())}
        assert not failures, "\n".join(failures)

    def once(self, container: Container) -> str:
        """Run a step to its end, which must be good; what it said."""
        done = subprocess.run(
            self._command(container),
            check=False,
            capture_output=True,
            text=True,
            env=self.environment(container),
            timeout=_ONCE,
        )
        assert done.returncode == 0, (
            f"{container.name} ended with {done.returncode}: {done.stdout}{done.stderr}"
        )
        return done.stdout

    def once_more(self) -> dict[str, str]:
        """Run every step again, as the next start does; what each said."""
        steps = [container for container in self._in_order() if container.ends]
        with ThreadPoolExecutor(2) as pool:
            return dict(zip((one.name for one in steps), pool.map(self.once, steps), strict=True))

    def healthy(self, name: str) -> bool:
        """Whether its health check, as the file writes it, succeeds now."""
        container = self.containers[name]
        command = [
            str(self._folder / Path(word).name) if word.startswith("/opt/kafka/bin/") else word
            for word in self.places.command(container, container.health)
        ]
        if container.image.startswith("valkey/"):
            command = third_party.valkey(command)
        environ = self.environment(container)
        program = shutil.which(command[0], path=environ["PATH"]) or command[0]
        done = subprocess.run(
            [program, *command[1:]], check=False, capture_output=True, env=environ, timeout=60
        )
        return done.returncode == 0

    def runs(self, name: str) -> bool:
        """Whether its process runs."""
        process = self._processes.get(name)
        return process is not None and process.poll() is None

    def memory(self, name: str) -> int:
        """Bytes that its process and those below it hold, what several share counted once."""
        own = psutil.Process(self._processes[name].pid)
        found = 0
        for process in (own, *own.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):  # a connection's, over by now
                found += process.memory_full_info().pss
        return found

    def ask_to_end(self, name: str) -> None:
        """Send the signal that the file names, or SIGTERM."""
        self._processes[name].send_signal(signal.Signals[self.containers[name].stop_signal])

    def ended(self, name: str) -> int:
        """Wait for its end, for as long as the file grants; the exit code. Raises subprocess.TimeoutExpired."""
        return self._processes[name].wait(self.containers[name].grace)

    def end(self) -> None:
        """End whatever still runs, what needs others first."""
        for container in reversed(self._in_order()):
            if self.runs(container.name):
                self.ask_to_end(container.name)
        for process in self._processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def log(self, name: str) -> str:
        """What its process said."""
        path = self._folder / "logs" / name
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def environment(self, container: Container) -> dict[str, str]:
        """What a container's process finds in its environment: of this machine's, nothing but where programs are."""
        image: Mapping[str, str] = {}
        programs = [str(third_party.postgres_programs()), os.environ["PATH"]]
        if container.image.startswith(OWN):
            image = {name: value for name, value in self._images.last.environment().items() if name != "PATH"}
            programs = [
                str(self._images.environment_of(self._service(container)) / "bin"),
                os.environ["PATH"],
            ]
        kept = {name: os.environ[name] for name in _SYSTEM if name in os.environ}
        mark = {TAG: marked(container.name)[TAG]}
        told = self.places.environment(container, image)
        return {**kept, **mark, "PATH": os.pathsep.join(programs), **told}

    def _service(self, container: Container) -> str:
        return container.image.removeprefix(OWN).partition(":")[0]

    def _command(self, container: Container) -> list[str]:
        words = [*container.entrypoint, *container.command] or self._images.last.words("CMD")
        command = self.places.command(container, words)
        environ = self.environment(container)
        if container.name == "postgres":
            data = self.places.path(container.mounts[0])
            return third_party.postgres(data, command, environ, self.places.port("postgres", 5432))
        if container.image.startswith("apache/kafka"):
            return third_party.kafka(self._folder, environ)
        if container.image.startswith("nginxinc/"):
            return third_party.nginx(self._folder / "nginx", self.places.path(container.mounts[0]), environ)
        if container.image.startswith("valkey/"):
            return third_party.valkey(command)
        return command

    def _start_after(self, container: Container, futures: Mapping[str, Future[None]]) -> None:
        for other, condition in container.needs.items():
            assert condition in {COMPLETED, HEALTHY}, condition
            futures[other].result()
        if container.ends:
            if container.name not in self._done:
                self.once(container)
                self._done.add(container.name)
        elif not self.runs(container.name):
            self._start(container)
            if container.health:
                self._until(lambda: self._listens(container), container)
                self._until(lambda: self.healthy(container.name), container)

    def _start(self, container: Container) -> None:
        environ, command = self.environment(container), self._command(container)
        program = shutil.which(command[0], path=environ["PATH"]) or command[0]
        with (self._folder / "logs" / container.name).open("ab") as output:
            self._processes[container.name] = subprocess.Popen(
                [program, *command[1:]],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=environ,
                cwd=self._folder,
            )

    def _listens(self, container: Container) -> bool:
        """Whether somebody listens where the health check asks; a connection costs less than the check."""
        asked = " ".join(container.health)
        number = _PROBED.get(asked) or int(_PORT.findall(asked)[0])
        try:
            socket.create_connection((ports.HOST, self.places.port(container.name, number)), 1).close()
        except OSError:
            return False
        return True

    def _until(self, holds: Callable[[], bool], container: Container) -> None:
        end = time.monotonic() + _PATIENCE
        while not holds():
            tail = self.log(container.name)[-2000:]
            assert self.runs(container.name), f"{container.name} ended by itself:\n{tail}"
            assert time.monotonic() < end, f"{container.name} does not become healthy:\n{tail}"
            time.sleep(0.2)

    def _in_order(self) -> list[Container]:
        """Each after all that it needs."""
        placed: dict[str, Container] = {}

        def place(names: Iterable[str]) -> None:
            for name in names:
                if name not in placed:
                    place(self.containers[name].needs)
                    placed[name] = self.containers[name]

        place(self.containers)
        return list(placed.values())
