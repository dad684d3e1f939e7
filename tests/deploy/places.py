"""Where a container's addresses and folders are on this machine: ports and folders of the test's own."""

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.deploy.composition import Container, Mount
from zhouqi.local import ports

_EVERYWHERE: Final = re.compile(r"(?<![\d.])0\.0\.0\.0(?![\d.])")
_PORT_OPTION: Final = re.compile(r"(--port=)(\d+)")


@dataclass
class Places:
    """Translates what a container is told. A container's own ports are those below 32768; others are left alone,
    because the test has put them there itself.
    """

    folder: Path
    """Holds a folder for each volume."""
    compose: Path
    """Where the compose file is: what it mounts of the repository lies beside it."""
    containers: Mapping[str, Container]

    def __post_init__(self) -> None:
        self._ports: dict[tuple[str, int], int] = {}
        self._lock = threading.Lock()
        names = "|".join(map(re.escape, self.containers))
        self._address = re.compile(rf"(?<![\w.-])({names}|127\.0\.0\.1|0\.0\.0\.0):(\d+)(?!\d)")

    def port(self, container: str, number: int) -> int:
        """The port of this machine that is ``number`` of ``container``."""
        if number >= 32768:
            return number
        with self._lock:
            if (container, number) not in self._ports:
                self._ports[container, number] = ports.free_port()
            return self._ports[container, number]

    def path(self, mount: Mount) -> Path:
        """The folder of this machine that a container sees at the mount's target."""
        if mount.kind == "bind":
            return (self.compose / mount.source).resolve()
        return self.folder / mount.source / mount.subpath

    def environment(self, container: Container, image: Mapping[str, str]) -> dict[str, str]:
        """The variables of the image and of the container."""
        told = {**image, **container.environment}
        return {name: self._value(container, name, value) for name, value in told.items()}

    def command(self, container: Container, words: Sequence[str]) -> list[str]:
        """A command line, ports given as options included."""
        said: list[str] = []
        for word in words:
            if said and said[-1] in {"--port", "-p"}:
                said.append(str(self.port(container.name, int(word))))
            elif found := _PORT_OPTION.fullmatch(word):
                said.append(f"{found[1]}{self.port(container.name, int(found[2]))}")
            else:
                said.append(self.text(container, word))
        return said

    def text(self, container: Container, text: str) -> str:
        """Any text: addresses, and paths below the container's mounts."""

        def here(found: re.Match[str]) -> str:
            name = found[1] if found[1] in self.containers else container.name
            return f"{ports.HOST}:{self.port(name, int(found[2]))}"

        text = _EVERYWHERE.sub(ports.HOST, self._address.sub(here, text))
        for mount in sorted(container.mounts, key=lambda one: -len(one.target)):
            inside = re.compile(rf"(?<![\w/.-]){re.escape(mount.target)}(?![\w.-])")
            text = inside.sub(str(self.path(mount)), text)
        return text

    def _value(self, container: Container, name: str, value: str) -> str:
        if name.endswith("_PORT") and value.isdecimal():
            return str(self.port(container.name, int(value)))
        return self.text(container, value)
