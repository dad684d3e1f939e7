"""The demo accounts of the simulated county: which enterprises and townships there are depends on its seed."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from zhouqi.local.errors import StackError


@dataclass(frozen=True)
class DemoAccounts:
    """The accounts under way: the sources print them while other things start."""

    file: Path
    process: subprocess.Popen[str]

    @classmethod
    def begin(cls, file: Path, seed: int, size: int, environ: Mapping[str, str]) -> "DemoAccounts":
        """Let the sources work them out; :meth:`write` puts them into ``file``."""
        command = [
            sys.executable,
            "-m",
            "zhouqi.sources",
            "accounts",
            "--seed",
            str(seed),
            "--size",
            str(size),
        ]
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=dict(environ),
            start_new_session=True,
        )
        return cls(file, process)

    def write(self) -> None:
        """Write them, for this account alone, in one step. Raises StackError when there are none."""
        text, trouble = self.process.communicate()
        if self.process.returncode != 0 or not text:
            last = trouble.strip().splitlines()[-1:]
            raise StackError(f"the county's accounts cannot be made: {''.join(last)}")
        draft = self.file.with_name(f".{self.file.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        draft.replace(self.file)

    def stop(self) -> None:
        """Leave nothing running."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()
