"""Which acts are due: the county's whole diary, read on day by day."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from zhouqi.sources.county import County
from zhouqi.sources.county.acts import LONGEST_WAY, Act, ActKind, acts, acts_of
from zhouqi.sources.deliveries import SHANGHAI

__all__ = ["ActSchedule", "act_schedule"]


class ActSchedule:
    """Acts in order of time, and who raised which issue, for as long as it may be on its way.

    `history` are those up to `first_day`; `of_day` answers those of a later day, up to `last_day`. All acts on an issue
    come within `LONGEST_WAY` of its raising.
    """

    def __init__(
        self, history: Sequence[Act], of_day: Callable[[date], Sequence[Act]], first_day: date, last_day: date
    ) -> None:
        self._of_day = of_day
        self._first_day = first_day
        self.history_until = max((act.at for act in history), default=None)
        """When the last act of the history happened; `None` when there is none."""
        self._day = first_day
        self._last_day = last_day
        self._acts: list[Act] = []
        self._raised: dict[int, Act] = {}
        self._note(history)

    def due(self, after: datetime | None, until: datetime) -> Sequence[Act]:
        """Answer the acts later than `after` (`None`: from the beginning) and not later than `until`, in order."""
        if after is not None:
            self._skip_to(_day_of(after) - LONGEST_WAY)
        self._read_to(_day_of(until))
        return [act for act in self._acts if (after is None or after < act.at) and act.at <= until]

    def forget(self, until: datetime) -> None:
        """Drop the acts up to `until`, and who raised the issues that have gone their way by then."""
        self._acts = [act for act in self._acts if act.at > until]
        oldest = _day_of(until) - LONGEST_WAY
        self._raised = {issue: act for issue, act in self._raised.items() if _day_of(act.at) >= oldest}

    def is_history(self, act: Act) -> bool:
        """Answer whether an act happened before the county worked with this product: up to `first_day`."""
        return _day_of(act.at) <= self._first_day

    def knows(self, issue: int) -> bool:
        """Answer whether it is known who raised an issue: it may still be on its way."""
        return issue in self._raised

    def raising(self, issue: int) -> Act:
        """Answer the act by which an issue was raised; it must have been due already, and be known."""
        return self._raised[issue]

    def _skip_to(self, day: date) -> None:
        """Leave out the days before one: no act that is still to come has to do with them."""
        self._day = max(self._day, min(day, self._last_day) - timedelta(days=1))

    def _read_to(self, day: date) -> None:
        while self._day < min(day, self._last_day):
            self._day += timedelta(days=1)
            self._note(self._of_day(self._day))

    def _note(self, happened: Sequence[Act]) -> None:
        self._acts.extend(sorted(happened, key=lambda act: (act.at, act.number)))
        self._raised.update(_raisings(happened))


def act_schedule(county: County) -> ActSchedule:
    """Answer the diary of a county."""
    calendar = county.scenario.calendar
    return ActSchedule(acts(county), partial(acts_of, county), calendar.scenario_day, calendar.goes_on_until)


def _day_of(instant: datetime) -> date:
    return instant.astimezone(SHANGHAI).date()


def _raisings(happened: Sequence[Act]) -> Iterator[tuple[int, Act]]:
    for act in happened:
        if act.act is ActKind.RAISE and act.issue is not None:
            yield act.issue, act
