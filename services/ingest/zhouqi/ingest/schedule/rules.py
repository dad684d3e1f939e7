"""The county's hours: when a day's collection is over, and how long it waits for who is late."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Self

from pydantic import model_validator

from zhouqi.events import COUNTY_ZONE
from zhouqi.ingest.settings import IngestSettings
from zhouqi.service import settings
from zhouqi.service.rules.rulebook import Edition, RuleBook

NAME = "hours"


class Hours(Edition):
    """Times of the county's day, in their order."""

    sources_close: time
    closing: time
    without_late: time

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.sources_close <= self.closing < self.without_late:
            raise ValueError("sources_close, closing and without_late do not follow one another")
        return self


class CountyDay:
    """Each day's hours, as moments, by the edition that is in force on it."""

    def __init__(self, hours: RuleBook[Hours]) -> None:
        self.rule_book = hours

    def vouch_time(self, day: date) -> datetime:
        """The time up to which everything must be there for ``day`` to be closed."""
        return _at(day, self.rule_book.on(day).sources_close)

    def closing(self, day: date) -> datetime:
        """When the day's collection begins to be asked for."""
        return _at(day, self.rule_book.on(day).closing)

    def without_late(self, day: date) -> datetime:
        """From when the day closes without those who are late."""
        return _at(day, self.rule_book.on(day).without_late)


@cache
def county_day() -> CountyDay:
    """The county's hours, by ``ZHOUQI_INGEST_HOURS``. Raises RulesError and SettingsError."""
    return CountyDay(load_hours(settings.load(IngestSettings).hours))


def load_hours(path: Path | None = None) -> RuleBook[Hours]:
    """The hours in a file or folder; those of the package without one. Raises RulesError."""
    return RuleBook.load(NAME, path or files("zhouqi.ingest.schedule") / "hours.toml", Hours)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, COUNTY_ZONE)
