"""Reads a compose file as `docker compose` does, as far as ours goes: variables, merges, lists of mounts.

``${NAME}`` and ``${NAME:-default}`` in values come from the environment, else from the file ``.env`` beside it; a
variable without value is empty. An environment entry without value is handed on from the environment, or left out.
Short forms that our file does not use are refused, so that nothing is silently misread.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

_VARIABLE: Final = re.compile(r"\$\{(?P<name>\w+)(?::-(?P<default>[^}]*))?\}")
_SECONDS: Final = re.compile(r"(\d+)s")
COMPLETED: Final = "service_completed_successfully"
HEALTHY: Final = "service_healthy"


@dataclass(frozen=True)
class Mount:
    """What a container sees at ``target``: a folder beside the file, or (a part of) a volume."""

    kind: str
    source: str
    target: str
    subpath: str
    read_only: bool


@dataclass(frozen=True)
class Container:
    """One service of the file."""

    name: str
    image: str
    build: Mapping[str, str]
    """The build's arguments; empty when it builds nothing."""
    entrypoint: tuple[str, ...]
    command: tuple[str, ...]
    environment: Mapping[str, str]
    mounts: tuple[Mount, ...]
    health: tuple[str, ...]
    """The command of its health check; empty where there is none or it is off."""
    needs: Mapping[str, str]
    """Container -> the condition that it must have reached."""
    profiles: tuple[str, ...]
    stop_signal: str
    grace: float
    """Seconds."""
    raw: Mapping[str, Any]
    """Everything that the file says of it."""

    @property
    def ends(self) -> bool:
        """Whether it is a step that ends."""
        return self.raw.get("restart") == "no"


def read(folder: Path, environ: Mapping[str, str]) -> dict[str, Container]:
    """All containers of ``compose.yaml`` in ``folder``, whatever their profile."""
    variables = {**env_file(folder / ".env"), **environ}
    raw = yaml.safe_load((folder / "compose.yaml").read_text(encoding="utf-8"))
    services = _filled(raw["services"], variables)
    return {name: _container(name, about, environ) for name, about in services.items()}


def env_file(path: Path) -> dict[str, str]:
    """The variables of a ``.env``."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: value for name, _, value in pairs}


def _filled(value: Any, variables: Mapping[str, str]) -> Any:
    match value:
        case str():
            return _VARIABLE.sub(lambda found: variables.get(found["name"]) or found["default"] or "", value)
        case list():
            return [_filled(one, variables) for one in value]
        case dict():
            return {name: _filled(one, variables) for name, one in value.items()}
        case _:
            return value


def _container(name: str, about: Mapping[str, Any], environ: Mapping[str, str]) -> Container:
    health = about.get("healthcheck", {})
    return Container(
        name=name,
        image=str(about["image"]),
        build=_given(about.get("build", {}).get("args", {}), environ),
        entrypoint=_words(about.get("entrypoint", [])),
        command=_words(about.get("command", [])),
        environment=_given(about.get("environment", {}), environ),
        mounts=tuple(_mount(one) for one in about.get("volumes", [])),
        health=_words(health.get("test", []))[1:],
        needs={other: str(how["condition"]) for other, how in about.get("depends_on", {}).items()},
        profiles=tuple(about.get("profiles", [])),
        stop_signal=str(about.get("stop_signal", "SIGTERM")),
        grace=_seconds(about.get("stop_grace_period", "10s")),
        raw=about,
    )


def _given(values: Mapping[str, str | None], environ: Mapping[str, str]) -> dict[str, str]:
    found = {name: environ.get(name) if value is None else str(value) for name, value in values.items()}
    return {name: value for name, value in found.items() if value is not None}


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"a list of words, so that no shell reads it, not {value!r}")
    return tuple(str(word) for word in value)


def _mount(about: Mapping[str, Any]) -> Mount:
    return Mount(
        kind=about["type"],
        source=about["source"],
        target=about["target"],
        subpath=about.get("volume", {}).get("subpath", ""),
        read_only=about.get("read_only", False),
    )


def _seconds(text: str) -> float:
    found = _SECONDS.fullmatch(text)
    if found is None:
        raise ValueError(f"a time in seconds, not {text!r}")
    return float(found[1])
