"""The county's rules of stalls and lights: a validated configuration file (``rules.toml``)."""

from __future__ import annotations

import tomllib
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from zhouqi.events.contracts.fact import Code
from zhouqi.events.contracts.milestone import Milestone
from zhouqi.events.contracts.warning import Stall
from zhouqi.service import settings as configuration
from zhouqi.service.settings import EnvironmentSettings, SettingsError, settings_prefix

FILED: Final = "filed"
Anchor: TypeAlias = Milestone | Literal["filed"]
Days = Annotated[int, Field(ge=1, le=3650)]
Margin = Annotated[int, Field(ge=0, le=365)]


class RulesError(SettingsError):
    """The rules file cannot be used; the text says where and why."""


class Trait(StrEnum):
    """The traits 项目特征 of a project, which its agreement names."""

    NEW_LAND = "new_land"
    CIVIL_WORKS = "civil_works"
    SCALE_EXPECTED = "scale_expected"
    HEAVY_ASSET = "heavy_asset"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Otherwise(_Part):
    """The anchor of a project without a trait."""

    trait: Trait
    anchor: Anchor


class Longer(_Part):
    """The term of a project with a trait, in calendar days."""

    trait: Trait
    days: Days


class StallRule(_Part):
    """When one of the six applies, from when on it is due, and how its colours follow. Days are calendar days."""

    kind: Stall
    anchor: Anchor
    otherwise: Otherwise | None = None
    target: Milestone
    trait: Trait | None = None
    days: Days
    longer: Longer | None = None
    warn: Margin
    grace: Margin

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for anchor in (self.anchor, *((self.otherwise.anchor,) if self.otherwise else ())):
            if place(anchor) >= place(self.target):
                raise ValueError(f"{self.kind}: {anchor} does not come before {self.target}")
        return self


class Rules(_Part):
    """All six, in the order of a project's life, under one version."""

    version: Code
    effective_on: date
    stall: Annotated[tuple[StallRule, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if [rule.kind for rule in self.stall] != list(Stall):
            raise ValueError(f"there must be one rule for each stall, in this order: {', '.join(Stall)}")
        return self


def place(anchor: Anchor) -> float:
    """The place of an anchor in a project's life; a filing comes just before the start."""
    order = list(Milestone)
    return order.index(anchor) if isinstance(anchor, Milestone) else order.index(Milestone.STARTED) - 0.5


def parse(text: str) -> Rules:
    """The rules that a file's ``text`` holds. Raises RulesError."""
    try:
        return Rules.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RulesError(str(error)) from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise RulesError(f"{where}: {first['msg']}" if where else first["msg"]) from None


class WarningSettings(EnvironmentSettings):
    """Environment variables ``ZHOUQI_WARNING_…``."""

    model_config = settings_prefix("ZHOUQI_WARNING_")

    rules: Path | None = None
    """The county's own rules, if not those of the package."""


@cache
def in_force() -> Rules:
    """The rules of this process. Raises RulesError and SettingsError."""
    own = configuration.load(WarningSettings).rules
    source = own if own is not None else files("zhouqi.warning") / "rules.toml"
    try:
        return parse(source.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(f"{source}: cannot be read ({type(error).__name__})") from None
    except RulesError as error:
        raise RulesError(f"{source}: {error}") from None
