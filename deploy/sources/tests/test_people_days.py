"""The operator lets days come, each once the one before is closed."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, timedelta

import httpx2
import pytest

from zhouqi.sources.people.api import Api, RefusedError
from zhouqi.sources.people.day_advance import DayAdvance


@dataclass
class Calendar:
    """The product, as far as its days go."""

    today: date = date(2026, 10, 30)
    closed: date | None = None
    simulated: bool = True
    asked: list[str] = field(default_factory=list)
    accounts: list[str] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        path = request.url.path
        if path == "/api/cockpit/session":
            self.accounts.append(request.content.decode())
            return httpx2.Response(200, json={})
        if path == "/api/ingest/days":
            if not self.simulated:
                return httpx2.Response(409, json={"code": "clock-not-set"})
            self.asked.append(f"{request.url.params['after']} {request.headers['Idempotency-Key']}")
            if request.url.params["after"] == str(self.today):
                self.today += timedelta(days=1)
                self.came.set()
            return httpx2.Response(202, json=self._said())
        assert path == "/api/ingest/day"
        return httpx2.Response(200, json=self._said())

    def _said(self) -> dict[str, object]:
        return {"today": str(self.today), "closed": None if self.closed is None else str(self.closed)}


async def no_pause(_: float) -> None:
    """Take no time."""


async def test_the_next_day_comes_once_the_one_before_is_closed() -> None:
    calendar = Calendar()
    async with Api("http://product", httpx2.MockTransport(calendar), no_pause) as api:
        days = DayAdvance(api, 1)
        # given: a day whose collection is under way, with none or another one closed
        assert not await days.look()
        calendar.closed = date(2026, 10, 29)
        assert not await days.look()
        # when
        calendar.closed = date(2026, 10, 30)
        assert await days.look()
        # then: one day has come, and no other until it is closed too
        assert not await days.look()
        calendar.closed = date(2026, 10, 31)
        assert await days.look()
    assert calendar.asked == ["2026-10-30 day-after-2026-10-30", "2026-10-31 day-after-2026-10-31"]
    assert calendar.accounts == ['{"account":"operator"}']


async def test_a_county_whose_time_is_the_machines_is_left_alone() -> None:
    calendar = Calendar(closed=date(2026, 10, 30), simulated=False)
    async with Api("http://product", httpx2.MockTransport(calendar), no_pause) as api:
        with pytest.raises(RefusedError, match="clock-not-set"):
            await DayAdvance(api, 1).look()
    assert calendar.asked == []


async def test_no_day_comes_before_the_history_is_entered() -> None:
    calendar = Calendar(closed=date(2026, 10, 30))
    entered = asyncio.Event()
    async with Api("http://product", httpx2.MockTransport(calendar), no_pause) as api:
        running = asyncio.create_task(DayAdvance(api, 0).run(entered))
        # given: people who still enter what happened before
        await asyncio.sleep(0)
        assert not calendar.accounts
        # when
        entered.set()
        await asyncio.wait_for(calendar.came.wait(), 5)
        # then
        running.cancel()
    assert calendar.asked == ["2026-10-30 day-after-2026-10-30"]
