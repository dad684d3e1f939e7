"""The command that tells a forecast."""

from __future__ import annotations

from dataclasses import dataclass

from zhouqi.events.contracts.warning import DelayForecast
from zhouqi.warning.forecast.rules import ForecastRules


@dataclass(frozen=True, slots=True)
class TellForecast:
    """Tell ``forecast``, if it is another one by ``rules`` than the last that was told of the milestone."""

    forecast: DelayForecast
    rules: ForecastRules
