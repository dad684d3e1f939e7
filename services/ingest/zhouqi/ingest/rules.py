"""The county's rules of connection: which kinds of data apply to a project, from a commented TOML file."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from zhouqi.events.contracts import Code
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.ingest.kinds import BY_NAME

Trait = Literal["new_land", "civil_works", "scale_expected"]
TRAITS: tuple[Trait, ...] = ("new_land", "civil_works", "scale_expected")


class RulesError(Exception):
    """The file does not make rules; the text says where and why."""


class Case(BaseModel):
    """One case in which a kind applies: all of it must be so. Empty: always."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    with_: Annotated[frozenset[Trait], Field(alias="with")] = frozenset()
    without: frozenset[Trait] = frozenset()
    reached: frozenset[Milestone] = frozenset()
    not_yet: frozenset[Milestone] = frozenset()

    @property
    def always(self) -> bool:
        """Whether it asks for nothing."""
        return not (self.with_ or self.without or self.reached or self.not_yet)


class Rules(BaseModel):
    """All cases by kind. ``version`` goes into every event that rests on them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Code
    effective: date
    kinds: dict[str, Annotated[tuple[Case, ...], Field(min_length=1, max_length=10)]]

    @model_validator(mode="after")
    def _covers_all_kinds(self) -> Rules:
        wrong = sorted(self.kinds.keys() ^ BY_NAME.keys())
        if wrong:
            raise ValueError(f"kinds that are missing or that there are not: {', '.join(wrong)}")
        return self


def load(path: Path | None = None) -> Rules:
    """The rules in a file; those of the package without one. Raises RulesError."""
    source = path or files("zhouqi.ingest") / "connection.toml"
    try:
        return Rules.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise RulesError(f"{source}: {error}") from error
