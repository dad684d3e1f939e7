"""The parts of `make test`: together they are all tests, each once, and what they say is seen at once."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path
from time import monotonic
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
MAKEFILE: Final = (ROOT / "Makefile").read_text("utf-8")
ROOMS: Final = ("libs", "services", "deploy", "tests")


def _variable(name: str) -> str:
    found = re.search(rf"^{name} = (.*)$", MAKEFILE, re.MULTILINE)
    assert found is not None
    return found[1]


def _paths() -> list[str]:
    """What each part is told to test; what is ignored begins with ``--ignore=``."""
    told = re.findall(r"^test-(\w+):.*\n\t@\$\(call run-tests,\1,(.*)\)$", MAKEFILE, re.MULTILINE)
    assert {f"test-{part}" for part, _ in told} | {"test-lint"} == set(_variable("PARTS").split())
    words = " ".join(paths for _, paths in told)
    return re.sub(r"\$\((\w+)\)", lambda found: _variable(found[1]), words).split()


def _below(folder: str) -> set[Path]:
    place = ROOT / folder
    return {place} if place.is_file() else set(place.rglob("test_*.py"))


def test_every_test_is_in_one_part() -> None:
    taken: Counter[Path] = Counter()
    for path in _paths():
        if path.startswith("--ignore="):
            taken.subtract(_below(path.removeprefix("--ignore=")))
        else:
            taken.update(_below(path))
    everything = {
        file for room in ROOMS for file in _below(room) if not {"node_modules", "web"} & set(file.parts)
    }

    assert {file for file, times in taken.items() if times} == everything
    assert {file for file, times in taken.items() if times > 1} == set()


@pytest.mark.usefixtures("processes")
def test_a_line_is_seen_when_it_is_said() -> None:
    rule = "say: ; @{ echo one; read -r _; echo two; } | $(call LINES,part)"
    command = ["make", "--silent", "--no-print-directory", "--eval", rule, "say"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as make:
        assert make.stdin is not None
        assert make.stdout is not None
        begun = monotonic()
        assert make.stdout.readline() == "part | one\n"  # and only now is there more to say
        make.stdin.write("go on\n")
        make.stdin.flush()
        assert make.stdout.readline() == "part | two\n"
    assert monotonic() - begun < 60
