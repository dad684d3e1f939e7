"""The county's rules for issues: a validated configuration file (``rules.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from zhouqi.events.contracts.fact import Code
from zhouqi.events.contracts.issues import Category

WorkingDays = Annotated[int, Field(ge=1, le=250)]


class RulesError(Exception):
    """The rules file cannot be used; the text says where and why."""


class Rules(BaseModel):
    """One version of the rules, in force from ``effective`` until the next one is. Terms in working days."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Code
    effective: date
    sign_days: WorkingDays
    rate_days: WorkingDays
    most_reopenings: Annotated[int, Field(ge=0, le=10)]
    least_stars: Annotated[int, Field(ge=1, le=5)]
    cut_off_hour: Annotated[int, Field(ge=0, le=24)]
    answer_days: Mapping[Category, WorkingDays]

    @model_validator(mode="after")
    def _every_category(self) -> Self:
        if missing := [category.value for category in Category if category not in self.answer_days]:
            raise ValueError(f"no answer_days for {', '.join(missing)}")
        return self


class RuleBook(BaseModel):
    """All versions, the earliest first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rules: Annotated[tuple[Rules, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [one.effective for one in self.rules]
        versions = {one.version for one in self.rules}
        if days != sorted(set(days)) or len(versions) != len(days):
            raise ValueError("each version has a name of its own and takes effect after the one before it")
        return self

    def on(self, day: date) -> Rules:
        """The version in force on ``day``; before the first one took effect, the first."""
        in_force = [one for one in self.rules if one.effective <= day]
        return in_force[-1] if in_force else self.rules[0]


def read(text: str) -> RuleBook:
    """The rules that ``text`` (TOML) says. Raises RulesError."""
    try:
        return RuleBook.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"rules.toml: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RulesError(f"rules.toml: {place}: {first['msg']}") from None


def load() -> RuleBook:
    """The rules of this release. Raises RulesError."""
    return read((files("zhouqi.issues") / "rules.toml").read_text(encoding="utf-8"))
