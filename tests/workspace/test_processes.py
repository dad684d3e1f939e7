"""`make check` starts no process: who starts one asks for it and is left out, or fails."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.processes import OPTION

pytestmark = pytest.mark.usefixtures("processes")

ROOT: Final = Path(__file__).parents[2]
PROGRAM: Final = """
import subprocess
import pytest

@pytest.fixture
def server(processes):
    pass

def test_pure():
    pass

def test_asks_for_a_server(server):
    subprocess.run(["true"], check=True)

def test_starts_one_all_the_same():
    subprocess.run(["true"], check=True)
"""


def outcome(folder: Path, *options: str) -> str:
    """What pytest says of the program at its end."""
    (folder / "test_program.py").write_text(PROGRAM, "utf-8")
    here = ("-c", "/dev/null", "--rootdir", str(folder), str(folder))
    command = [sys.executable, "-m", "pytest", "-p", "tests.processes", *options, *here]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    return done.stdout


def test_all_run_where_servers_may_be_started(tmp_path: Path) -> None:
    assert "3 passed" in outcome(tmp_path)


def test_without_them_who_asks_is_left_out_and_who_does_not_fails(tmp_path: Path) -> None:
    said = outcome(tmp_path, OPTION)

    assert "1 failed, 1 passed, 1 deselected" in said
    assert re.search(r"^FAILED .*::test_starts_one_all_the_same\b", said, re.MULTILINE)
    assert "asks for the fixture `processes`" in said
