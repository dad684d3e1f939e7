"""What a county is to be like: rates for every seed, aims for some."""

from zhouqi.sources.scenario.model import DirtRates, Scenario, read_scenario

__all__ = ["DirtRates", "Scenario", "read_scenario"]
