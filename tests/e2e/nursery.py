"""Programs without the cost of their start: each is forked from a process that has imported it already.

What a fork holds is what a new process would hold after its imports, so nothing passes from one run to the next.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from tests.session import marked

_ROOT = Path(__file__).parents[2]
_ENDING = 10.0


class Nursery:
    """Forks programs that are given as ``module:function``. The guardian of the session knows its forks too."""

    def __init__(self, modules: Iterable[str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.forks", *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=marked("nursery"),
            cwd=_ROOT,
        )

    def start(
        self,
        main: str,
        arguments: Sequence[str],
        environ: Mapping[str, str],
        folder: Path,
        log: Path,
        output: Path | None = None,
    ) -> psutil.Process:
        """Run ``main`` in ``folder``, with no other environment than this.

        What it says is appended to ``log``, all but its output if that has a file of its own.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        wanted = {
            "main": main,
            "arguments": list(arguments),
            "environ": dict(environ),
            "output": str(output or log),
            "log": str(log),
            "folder": str(folder),
        }
        self._process.stdin.write(json.dumps(wanted) + "\n")
        self._process.stdin.flush()
        return psutil.Process(int(self._process.stdout.readline()))

    def close(self) -> None:
        """Fork no more."""
        with self._process as ending:
            assert ending.stdin is not None
            ending.stdin.close()


def end(processes: Sequence[psutil.Process]) -> None:
    """End them all at the same time: asked at first, killed who does not."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _, left = psutil.wait_procs(processes, timeout=_ENDING)
    for process in left:
        process.kill()
    psutil.wait_procs(left)
