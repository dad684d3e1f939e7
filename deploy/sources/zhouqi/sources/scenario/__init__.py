"""What a county is to be like: rates for every seed, aims for some."""

from zhouqi.sources.scenario.model import (
    Aims,
    CalendarSpan,
    DirtRates,
    PaceRates,
    PeopleRates,
    Scenario,
    read_scenario,
)

__all__ = ["Aims", "CalendarSpan", "DirtRates", "PaceRates", "PeopleRates", "Scenario", "read_scenario"]
