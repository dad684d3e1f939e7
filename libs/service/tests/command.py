"""The command as a test runs it: in this process, with an environment of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Zhouqi(Protocol):
    """The command."""

    def __call__(self, *arguments: str, env: dict[str, str]) -> Answer: ...


@dataclass
class Answer:
    """What a run of the command came to."""

    returncode: int
    stdout: str
    stderr: str
