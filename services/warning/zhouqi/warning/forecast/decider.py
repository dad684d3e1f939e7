"""Which forecasts are told: those that say something new. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from zhouqi.events import Decider, Fact
from zhouqi.events.contracts.warning import DelayForecast
from zhouqi.warning.forecast.commands import TellForecast
from zhouqi.warning.forecast.rules import ForecastRules


class ForecastDecider(Decider[DelayForecast | None, TellForecast]):
    """Its state is the forecast that was told last."""

    category = "forecast"

    def initial(self) -> DelayForecast | None:
        """Nothing was told."""
        return None

    def evolve(self, state: DelayForecast | None, fact: Fact) -> DelayForecast | None:
        """The last one."""
        return fact if isinstance(fact, DelayForecast) else state

    def decide(self, command: TellForecast, state: DelayForecast | None) -> Sequence[Fact]:
        """The forecast, if it is news. One of an earlier day than the last is none."""
        new = command.forecast
        if state is None:
            return (new,)
        if new.day <= state.day:
            return ()
        return (new,) if _is_news(state, new, command.rules) else ()


def _is_news(old: DelayForecast, new: DelayForecast, rules: ForecastRules) -> bool:
    if (new.day - old.day).days >= rules.again_days or new.due != old.due or new.model != old.model:
        return True
    if old.late is None or new.late is None:
        return old.late is not new.late
    if rules.band(old.late) != rules.band(new.late):
        return True
    if old.expected is None or new.expected is None:
        return old.expected is not new.expected
    return abs((new.expected - old.expected).days) >= rules.moved_days
