"""The county's rules of forecasts: which change is told. Validated configuration (``rules.toml``), in editions."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from zhouqi.events.contracts.warning import Probability
from zhouqi.service import settings as configuration
from zhouqi.service.rules.rulebook import Edition, RuleBook
from zhouqi.service.settings import EnvironmentSettings, settings_prefix

NAME: Final = "forecasts"


class ForecastRules(Edition):
    """``bands``: from which probabilities of being late on it is medium and high; the rest in calendar days."""

    bands: tuple[Probability, Probability]
    moved_days: Annotated[int, Field(ge=1, le=3650)]
    again_days: Annotated[int, Field(ge=30, le=3650)]

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if self.bands[0] >= self.bands[1]:
            raise ValueError("bands: the second is above the first")
        return self

    def band(self, late: Probability) -> int:
        """0: low, 1: medium, 2: high."""
        return sum(late >= border for border in self.bands)


class ForecastSettings(EnvironmentSettings):
    """Environment variables ``ZHOUQI_WARNING_FORECAST_…``."""

    model_config = settings_prefix("ZHOUQI_WARNING_FORECAST_")

    rules: Path | None = None
    """The county's own rules, if not those of the package: a file, or a folder of files."""


@cache
def rule_book() -> RuleBook[ForecastRules]:
    """The rules of this process. Raises RulesError and SettingsError."""
    own = configuration.load(ForecastSettings).rules
    source = own if own is not None else files("zhouqi.warning") / "forecast" / "rules.toml"
    return RuleBook.load(NAME, source, ForecastRules)
