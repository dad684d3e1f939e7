"""Answers that nobody rated close by themselves, whenever it is noticed, and only once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from services.issues.tests.conftest import NOW
from services.issues.tests.people import People
from services.issues.tests.test_loop import BODIES, WAY, WHO

from tests.county import OWN_ACCOUNT
from tests.county.kit import County, types
from zhouqi.events import Event, Heartbeat
from zhouqi.events.clock import FileClock
from zhouqi.events.contracts.issues import ClosedBy, IssueClosed
from zhouqi.issues.app import service
from zhouqi.issues.closing.loop import close_due, closing_check
from zhouqi.service.identity import permissions
from zhouqi.service.loops.health import State
from zhouqi.service.runtime import Runtime, make_runtimes
from zhouqi.service.settings import Settings

T = TypeVar("T")
SHANGHAI = ZoneInfo("Asia/Shanghai")
ANSWERED = datetime(2026, 10, 26, 9, 0, tzinfo=SHANGHAI)
RATE_BY = date(2026, 10, 29)
"""A Monday, and three working days later."""


class Worker:
    """The closing of a worker, a turn at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def turn(self) -> int:
        """How many issues a turn closes."""

        async def run(runtime: Runtime) -> int:
            return await close_due(runtime)

        return asyncio.run(self.within(run))

    def ready(self) -> State:
        """What its check finds."""

        async def run(runtime: Runtime) -> State:
            return (await closing_check(runtime).find()).state

        return asyncio.run(self.within(run))

    async def within(self, run: Callable[[Runtime], Awaitable[T]]) -> T:
        (runtime,) = make_runtimes([service], self._settings, permissions.load())
        await runtime.open()
        try:
            return await run(runtime)
        finally:
            await runtime.close()


@pytest.fixture
def worker(settings: Settings, county: County) -> Worker:
    return Worker(settings)


def _answered(people: People) -> UUID:
    """An issue whose answer was given on Monday and is entered on Friday."""
    issue = people.raised(OWN_ACCOUNT, occurred_at=ANSWERED.isoformat())
    for act in WAY[:4]:
        people.did(WHO[act], act, issue, **BODIES[act], occurred_at=ANSWERED.isoformat())
    return issue


def _last(county: County, issue: UUID) -> Event:
    return county.decided(f"issue/{issue}")[-1]


def test_it_closes_when_its_last_day_to_rate_is_closed(
    county: County, people: People, worker: Worker
) -> None:
    issue = _answered(people)
    county.close(RATE_BY - timedelta(days=1))
    assert worker.turn() == 0

    county.close(RATE_BY)

    assert worker.turn() == 1
    assert county.facts(f"issue/{issue}")[-1] == IssueClosed(issue_id=issue, by=ClosedBy.UNRATED)
    assert _last(county, issue).occurred_at == datetime(2026, 10, 29, 23, 59, 59, tzinfo=SHANGHAI)


def test_an_answer_that_is_entered_after_that_day_was_closed_closes_too(
    county: County, people: People, worker: Worker
) -> None:
    county.close(RATE_BY)
    issue = _answered(people)

    assert worker.turn() == 1
    assert types(county.facts(f"issue/{issue}"))[-1] == "IssueClosed"


def test_the_loop_of_a_worker_closes_what_is_due(county: County, people: People, settings: Settings) -> None:
    issue = _answered(people)
    county.close(RATE_BY)

    async def until_closed(runtime: Runtime) -> None:
        heartbeat = Heartbeat("test")
        (loop,) = service.loops(runtime)
        running = asyncio.ensure_future(loop.run(heartbeat))
        try:
            async with asyncio.timeout(20):
                while await _state(runtime, issue) != "closed":  # noqa: ASYNC110 - a condition in the database
                    await asyncio.sleep(0.02)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    asyncio.run(Worker(settings).within(until_closed))

    assert county.facts(f"issue/{issue}")[-1] == IssueClosed(issue_id=issue, by=ClosedBy.UNRATED)


async def _state(runtime: Runtime, issue: UUID) -> object:
    async with runtime.pool.connection() as conn:
        row = await (await conn.execute("select state from issue where issue_id = %s", (issue,))).fetchone()
    return None if row is None else row[0]


def test_it_closes_once_however_often_one_looks(county: County, people: People, worker: Worker) -> None:
    _answered(people)
    county.close(RATE_BY)

    assert [worker.turn() for _ in range(3)] == [1, 0, 0]


def test_many_close_together(
    county: County, people: People, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhouqi.issues.closing.loop._BATCH", 2)
    for _ in range(5):
        _answered(people)
    county.close(RATE_BY)

    assert worker.turn() == 5


def test_one_is_ready_when_nothing_is_due_any_more(county: County, people: People, worker: Worker) -> None:
    assert worker.ready() is State.OK
    _answered(people)
    county.close(RATE_BY)
    assert worker.ready() is State.DEGRADED

    worker.turn()

    assert worker.ready() is State.OK


def test_what_was_rated_or_waits_for_something_else_stays(
    county: County, people: People, worker: Worker
) -> None:
    people.raised(OWN_ACCOUNT, occurred_at=ANSWERED.isoformat())
    bad = _answered(people)
    people.did(OWN_ACCOUNT, "rate", bad, stars=1, occurred_at=ANSWERED.isoformat())
    county.close(NOW.date())

    assert worker.turn() == 0


@pytest.mark.parametrize("closed_first", [True, False])
def test_a_rating_in_time_counts_the_same_before_and_after_the_closing(
    county: County, people: People, worker: Worker, *, closed_first: bool
) -> None:
    issue = _answered(people)
    if closed_first:
        county.close(RATE_BY)
        assert worker.turn() == 1

    people.did(OWN_ACCOUNT, "rate", issue, stars=1, occurred_at=(ANSWERED + timedelta(days=1)).isoformat())
    again = (ANSWERED + timedelta(days=2)).isoformat()
    people.did("department-planning", "sign", issue, occurred_at=again)
    people.did("department-planning", "answer", issue, answer="已重新办理。", occurred_at=again)

    beside = ("IssueClosed", "IssueEnteredLate")
    said = [one for one in types(county.facts(f"issue/{issue}")) if one not in beside]
    assert said[-5:] == ["IssueAnswered", "IssueRated", "IssueReopened", "IssueSigned", "IssueAnswered"]
    assert people.may("dispatcher", issue).json()["state"] == "answered"
    assert worker.turn() == 0


def test_a_rating_after_the_last_day_is_too_late(people: People, worker: Worker) -> None:
    issue = _answered(people)

    answer = people.does(OWN_ACCOUNT, "rate", issue, stars=5)

    assert (answer.status_code, answer.json()["code"]) == (409, "rating-over")
    assert people.may(OWN_ACCOUNT, issue).json()["acts"] == []


def test_until_midnight_of_the_last_day_it_can_still_be_rated(
    county: County, people: People, worker: Worker, clock: FileClock
) -> None:
    issue = _answered(people)
    clock.set(datetime(2026, 10, 29, 18, 0, tzinfo=SHANGHAI))
    county.close(RATE_BY)
    worker.turn()

    assert people.may(OWN_ACCOUNT, issue).json() == {
        "stream": f"issue/{issue}",
        "sequence": 11,
        "state": "closed",
        "acts": ["rate"],
    }
    people.did(OWN_ACCOUNT, "rate", issue, stars=5)
    assert county.facts(f"issue/{issue}")[-1] == IssueClosed(issue_id=issue, by=ClosedBy.RATED)
