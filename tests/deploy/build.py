"""Carries out a Dockerfile's build stages as plain processes, each stage in a folder of its own.

``WORKDIR /build`` is that folder's ``build``; ``/app`` in a command is the folder's ``app``. What a RUN line runs is
run, with this environment's uv and pip. Two things differ, for time: packages and what they were compiled to are
linked from where this environment has them, and npm is a stand-in that hands over the pages that `make web` has
built by the same two commands.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.deploy.dockerfile import Dockerfile, Stage, fill, read

ROOT: Final = Path(__file__).parents[2]
IMAGES: Final = ROOT / "deploy" / "images"
_BUILD: Final = "build"
_APP: Final = re.compile(r"(?<![\w/.])/app\b")
_QUICKLY: Final = {"UV_COMPILE_BYTECODE": "0", "UV_LINK_MODE": "hardlink"}
_NPM: Final = """#!/bin/sh
case "$1" in
  ci) test -f package-lock.json ;;
  run) test "$2" = build && cp -r '{pages}' dist ;;
  *) exit 1 ;;
esac
"""


class Failed(AssertionError):
    """A command of a build failed; the text says which, and what it said."""


class Images:
    """Builds what the last stage copies, for one service after another, or for several at once."""

    def __init__(self, folder: Path) -> None:
        self.file: Dockerfile = read(IMAGES / "Dockerfile")
        self._folder = folder
        self._made: dict[str, Path] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def environment_of(self, service: str) -> Path:
        """The virtual environment that is the image of ``service``, built when there is none yet."""
        stage = self.file.stage("installed")
        assert stage is not None
        return self._stage(stage, {**self.file.arguments, "SERVICE": service}) / "app" / ".venv"

    @property
    def last(self) -> Stage:
        """The stage that becomes the image."""
        return self.file.stages[-1]

    def _stage(self, stage: Stage, arguments: Mapping[str, str]) -> Path:
        declared = fill(stage.base, arguments)
        parent = self.file.stage(declared)
        service = arguments["SERVICE"] if self._depends_on_service(stage) else "any"
        key = f"{stage.name}-{service}"
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._made:
                root = self._folder / key
                if parent is None:
                    (root / _BUILD).mkdir(parents=True)
                else:
                    shutil.copytree(
                        self._stage(parent, arguments), root, symlinks=True, copy_function=os.link
                    )
                self._carry_out(stage, root, arguments)
                _link_compiled(root / "app" / ".venv")
                self._made[key] = root
            return self._made[key]

    def _depends_on_service(self, stage: Stage) -> bool:
        if "SERVICE" in stage.of("ARG") or "${SERVICE}" in stage.base:
            return True
        parent = self.file.stage(stage.base)
        return parent is not None and self._depends_on_service(parent)

    def _carry_out(self, stage: Stage, root: Path, arguments: Mapping[str, str]) -> None:
        here = root / _BUILD
        environ = {**_surroundings(), **self._environment(stage, arguments), **_QUICKLY}
        for one in stage.instructions:
            text = fill(one.text, arguments) if one.word == "COPY" else one.text
            match one.word:
                case "WORKDIR":
                    assert text == "/build"
                case "COPY":
                    *sources, target = text.split()
                    for source in sources:
                        _copy(ROOT / source, here / target)
                case "RUN":
                    _run(_APP.sub(f"{root}/app", text), here, environ)
                    if (npm := here / "node" / "bin" / "npm").exists():
                        npm.unlink()
                        npm.write_text(_NPM.format(pages=ROOT / "services" / "cockpit" / "web" / "dist"))
                        npm.chmod(0o755)
                case "ARG" | "ENV":
                    pass
                case _:
                    raise AssertionError(f"no rule here for the instruction {one.word}")

    def _environment(self, stage: Stage, arguments: Mapping[str, str]) -> dict[str, str]:
        parent = self.file.stage(fill(stage.base, arguments))
        above = {} if parent is None else self._environment(parent, arguments)
        return {**above, **stage.environment()}


def ignored() -> set[str]:
    """The names that no build sees, wherever they lie (``**/name`` of the .dockerignore)."""
    lines = (IMAGES / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    return {line.removeprefix("**/") for line in lines if line.startswith("**/")}


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(*ignored()), dirs_exist_ok=True)
    else:
        shutil.copy(source, target / source.name)


def _run(command: str, here: Path, environ: Mapping[str, str]) -> None:
    done = subprocess.run(
        ["/bin/sh", "-e", "-c", command], check=False, capture_output=True, text=True, cwd=here, env=environ
    )
    if done.returncode != 0:
        raise Failed(f"{command}\n{(done.stdout + done.stderr)[-3000:]}")


def _surroundings() -> dict[str, str]:
    """This process's environment, with this project's own programs first and pip's index handed on to uv."""
    programs = str(Path(sys.executable).parent)
    environ = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    environ.pop("VIRTUAL_ENV", None)
    index = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"],
        check=False,
        capture_output=True,
        text=True,
    ).stdout.strip()
    if index and "UV_DEFAULT_INDEX" not in environ:
        environ["UV_DEFAULT_INDEX"] = index
    return environ


def _link_compiled(environment: Path) -> None:
    """Link what Python has compiled of the same files here; what is of other files, Python compiles anew."""
    here = Path(sysconfig.get_path("purelib"))
    packages = next(environment.glob("lib/python3*/site-packages"), environment)
    for source in packages.rglob("*.py"):
        compiled = Path(importlib.util.cache_from_source(str(here / source.relative_to(packages))))
        if compiled.exists():
            target = source.parent / compiled.parent.name / compiled.name
            target.parent.mkdir(exist_ok=True)
            os.link(compiled, target)
