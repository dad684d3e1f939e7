"""Reads a Dockerfile: its stages, and the instructions of each."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_VARIABLE: Final = re.compile(r"\$\{?(\w+)\}?")


@dataclass(frozen=True)
class Instruction:
    """One instruction, its lines joined."""

    word: str
    text: str


@dataclass
class Stage:
    """From ``FROM`` to the next one; ``base`` is an image or an earlier stage, variables and all."""

    name: str
    base: str
    instructions: list[Instruction] = field(default_factory=list)

    def of(self, word: str) -> list[str]:
        """The texts of all instructions of that kind."""
        return [one.text for one in self.instructions if one.word == word]

    def environment(self) -> dict[str, str]:
        """What its ENV instructions say, not filled in."""
        return dict(pair.split("=", 1) for text in self.of("ENV") for pair in text.split())

    def words(self, word: str) -> list[str]:
        """The last CMD, ENTRYPOINT or the like, which must be in the form of a list."""
        texts = self.of(word)
        return [str(one) for one in json.loads(texts[-1])] if texts else []


@dataclass(frozen=True)
class Dockerfile:
    """Stages in order, and the arguments that stand before the first."""

    arguments: Mapping[str, str]
    stages: Sequence[Stage]

    def stage(self, name: str) -> Stage | None:
        """The stage of that name; None when it is an image."""
        return next((stage for stage in self.stages if stage.name == name), None)


def read(path: Path) -> Dockerfile:
    """The Dockerfile at ``path``."""
    arguments: dict[str, str] = {}
    stages: list[Stage] = []
    for one in _instructions(path.read_text(encoding="utf-8")):
        if one.word == "FROM":
            base, _, name = one.text.partition(" AS ")
            stages.append(Stage(name or "the last", base))
        elif stages:
            stages[-1].instructions.append(one)
        else:
            name, _, default = one.text.partition("=")
            arguments[name] = default
    return Dockerfile(arguments, stages)


def fill(text: str, variables: Mapping[str, str]) -> str:
    """``text`` with ``$NAME`` and ``${NAME}`` replaced where the name is known."""
    return _VARIABLE.sub(lambda found: variables.get(found[1], found[0]), text)


def _instructions(text: str) -> list[Instruction]:
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    whole = "\n".join(lines).replace("\\\n", "\x00")
    found = []
    for line in filter(str.strip, whole.splitlines()):
        word, _, rest = line.partition(" ")
        found.append(Instruction(word, " ".join(rest.replace("\x00", " ").split())))
    return found
