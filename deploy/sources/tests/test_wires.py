"""When a wire puts out, and what it does while it is down."""

import asyncio
import logging
from datetime import datetime, timedelta

import pytest
from deploy.sources.tests.counties import EVENING
from deploy.sources.tests.made_up import HandClock, Noted

from zhouqi.sources.serving.batch_sizes import BatchSizes
from zhouqi.sources.serving.channel import ChannelDownError, PublishPace, run_channel

MINUTE = timedelta(minutes=1)


def test_while_time_stands_still_nothing_is_put_out() -> None:
    pace, wire = PublishPace(), Noted()
    assert pace.due(wire, EVENING, 0)

    pace.said(EVENING, 0)

    assert not pace.due(wire, EVENING, 1000)


def test_what_is_due_is_put_out_at_once() -> None:
    pace, wire = PublishPace(), Noted()
    pace.said(EVENING, 0)
    wire.is_behind = True

    assert pace.due(wire, EVENING + timedelta(seconds=1), 0.25)


@pytest.mark.parametrize(
    ("moved", "wall", "due"),
    [
        (MINUTE, 0.25, True),
        (timedelta(seconds=1), 0.25, False),
        (timedelta(seconds=1), 2.0, True),
        (-MINUTE, 60.0, False),
    ],
)
def test_that_nothing_is_due_is_said_now_and_then(moved: timedelta, wall: float, due: bool) -> None:
    pace = PublishPace()
    pace.said(EVENING, 0)

    assert pace.due(Noted(), EVENING + moved, wall) is due


async def test_a_wire_that_is_down_is_tried_again_and_said_so_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "zhouqi.sources")
    done = asyncio.Event()

    class Down(Noted):
        tries = 0

        async def publish(self, now: datetime) -> None:
            self.tries += 1
            if self.tries < 3:
                raise ChannelDownError("away")
            done.set()

    async with asyncio.timeout(10):
        task = asyncio.create_task(run_channel(Down(), HandClock(EVENING)))
        await done.wait()
        while "goes on" not in caplog.text:  # noqa: ASYNC110 - the log line comes within the same turn
            await asyncio.sleep(0)
        task.cancel()

    assert [record.getMessage() for record in caplog.records] == ["noted waits: away", "noted goes on"]


def test_sizes_of_a_shuffled_county_differ_and_repeat() -> None:
    sizes = [BatchSizes(7).at_most(100, "tax", position) for position in range(50)]

    assert BatchSizes().at_most(100, "tax", 3) == 100
    assert sizes == [BatchSizes(7).at_most(100, "tax", position) for position in range(50)]
    assert set(sizes) <= set(range(25, 101))
    assert len(set(sizes)) > 10
    assert [BatchSizes(7).at_most(1, "tax", position) for position in range(9)] == [1] * 9
