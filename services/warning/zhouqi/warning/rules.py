"""The county's rules of stalls and lights: validated configuration (``rules.toml``), in editions."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zhouqi.events.contracts.milestone import Milestone, Trait
from zhouqi.events.contracts.warning import Stall
from zhouqi.service import settings as configuration
from zhouqi.service.rules.rulebook import Edition, RuleBook
from zhouqi.service.settings import EnvironmentSettings, settings_prefix

Anchor: TypeAlias = Milestone | Literal["filed"]
Days = Annotated[int, Field(ge=1, le=3650)]
Margin = Annotated[int, Field(ge=0, le=365)]
NAME: Final = "stalls"
TARGETS: Final = dict(zip(Stall, list(Milestone)[1:], strict=True))
"""The milestone that each of the six misses: what it is called after, in every edition."""


_PLACES: Final = {kind: place for place, kind in enumerate(Stall)}
_ORDER: Final[dict[str, float]] = {milestone: float(place) for place, milestone in enumerate(Milestone)}
_ORDER["filed"] = _ORDER[Milestone.STARTED] - 0.5
"""The places of all anchors in a project's life; a filing comes just before the start."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AnchorWithoutTrait(_Part):
    """The anchor of a project without a trait."""

    trait: Trait
    anchor: Anchor


class LongerTerm(_Part):
    """The term of a project with a trait, in calendar days."""

    trait: Trait
    days: Days


class StallRule(_Part):
    """When one of the six applies, from when on it is due, and how its colours follow. Days are calendar days."""

    kind: Stall
    anchor: Anchor
    otherwise: AnchorWithoutTrait | None = None
    target: Milestone
    trait: Trait | None = None
    days: Days
    longer: LongerTerm | None = None
    warn: Margin
    grace: Margin

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for anchor in (self.anchor, *((self.otherwise.anchor,) if self.otherwise else ())):
            if anchor_order(anchor) >= anchor_order(self.target):
                raise ValueError(f"{self.kind}: {anchor} does not come before {self.target}")
        return self


class Rules(Edition):
    """All six, in the order of a project's life, as they apply from a day on."""

    stall: Annotated[tuple[StallRule, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if [rule.kind for rule in self.stall] != list(Stall):
            raise ValueError(f"there must be one rule for each stall, in this order: {', '.join(Stall)}")
        for rule in self.stall:
            if rule.target is not TARGETS[rule.kind]:
                raise ValueError(f"{rule.kind}: the milestone that it misses is {TARGETS[rule.kind]}")
        return self

    def of(self, kind: Stall) -> StallRule:
        """The rule of one of the six."""
        return self.stall[_PLACES[kind]]


def anchor_order(anchor: Anchor) -> float:
    """The place of an anchor in a project's life."""
    return _ORDER[anchor]


class WarningSettings(EnvironmentSettings):
    """Environment variables ``ZHOUQI_WARNING_…``."""

    model_config = settings_prefix("ZHOUQI_WARNING_")

    rules: Path | None = None
    """The county's own rules, if not those of the package: a file, or a folder of files."""


@cache
def rule_book() -> RuleBook[Rules]:
    """The rules of this process. Raises RulesError and SettingsError."""
    own = configuration.load(WarningSettings).rules
    return RuleBook.load(NAME, own if own is not None else files("zhouqi.warning") / "rules.toml", Rules)
