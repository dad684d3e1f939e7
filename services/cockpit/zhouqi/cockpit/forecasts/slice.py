"""Forecasts, as the cockpit is made of them."""

from __future__ import annotations

from typing import Final

from zhouqi.cockpit.forecasts.projection import ForecastProjection
from zhouqi.cockpit.kit.slice import PROJECTS, Slice, touched_by
from zhouqi.events.contracts.warning import DelayForecast

FORECASTS: Final = Slice(
    name="forecasts",
    subscribes=(DelayForecast,),
    projections=(ForecastProjection(),),
    touches={
        PROJECTS: touched_by("select distinct project_id from forecast where stream = any(%(streams)s)")
    },
)
"""A page of a project shows when what is open is expected."""
