"""Loops are kept running, seen when they hang, and ended in order."""

import asyncio
import contextlib
from collections.abc import Callable

from zhouqi.events.heartbeat import Heartbeat
from zhouqi.service.loops.supervision import Loop, Supervised, stop_in_stages
from zhouqi.service.telemetry.metrics import Metrics


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0.01)


async def for_ever(heartbeat: Heartbeat) -> None:
    heartbeat.beat()
    await asyncio.Event().wait()


async def turning(heartbeat: Heartbeat) -> None:
    while True:
        heartbeat.beat()
        await asyncio.sleep(0.01)


def started(run: Callable[[Heartbeat], object], **more: float) -> Supervised:
    supervised = Supervised("sample", Loop("loop", run, **more))  # type: ignore[arg-type]
    supervised.start(Metrics())
    return supervised


async def test_a_loop_that_fails_is_started_anew_and_says_why() -> None:
    calls = []

    async def run(heartbeat: Heartbeat) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise ValueError("first time")
        await for_ever(heartbeat)

    loop = started(run)
    await until(lambda: len(calls) == 2)
    assert loop.failure == "ValueError: first time"
    assert not loop.hung
    assert await loop.stop(5)


async def test_a_loop_that_fails_says_what_that_comes_from() -> None:
    async def run(heartbeat: Heartbeat) -> None:
        try:
            raise OSError(28, "No space left on device")
        except OSError as error:
            raise RuntimeError("\n    Database error.\n    ") from error

    loop = started(run)
    await until(lambda: loop.failure is not None)
    assert loop.failure == "RuntimeError: Database error. (from OSError: [Errno 28] No space left on device)"
    assert await loop.stop(5)


async def test_a_loop_that_ends_by_itself_is_started_anew() -> None:
    calls = []

    async def run(heartbeat: Heartbeat) -> None:
        calls.append(1)

    loop = started(run)
    await until(lambda: len(calls) == 2)
    assert loop.failure == "it ended by itself"
    assert await loop.stop(5)


async def test_a_loop_that_does_not_turn_hangs() -> None:
    loop = started(for_ever, silent_after=0.2)
    assert not loop.hung
    await until(lambda: loop.hung)
    assert loop.failure is None
    assert await loop.stop(5)


async def test_a_loop_that_hangs_for_long_is_started_anew() -> None:
    calls = []

    async def run(heartbeat: Heartbeat) -> None:
        calls.append(1)
        await (asyncio.Event().wait() if len(calls) == 1 else turning(heartbeat))

    loop = started(run, silent_after=0.1)
    await until(lambda: len(calls) == 2)
    assert loop.failure == "Hung: no turn within 0.3 s"
    assert not loop.hung
    await asyncio.sleep(0.5)  # longer than what makes it hang: a loop that turns is left alone
    assert len(calls) == 2
    assert await loop.stop(5)


async def test_a_loop_s_own_timeout_is_not_taken_for_hanging() -> None:
    async def run(heartbeat: Heartbeat) -> None:
        raise TimeoutError("the server's")

    loop = started(run)
    await until(lambda: loop.failure is not None)
    assert loop.failure == "TimeoutError: the server's"
    assert await loop.stop(5)


async def test_a_loop_that_loses_one_cancellation_ends_all_the_same() -> None:
    async def run(heartbeat: Heartbeat) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await for_ever(heartbeat)
        await for_ever(heartbeat)

    loop = started(run)
    await until(lambda: loop.heartbeat.age() < 1)
    assert await loop.stop(5)


async def test_stages_end_one_after_another_and_late_ones_are_named() -> None:
    ended: list[str] = []

    def ending(name: str) -> Callable[[Heartbeat], object]:
        async def run(heartbeat: Heartbeat) -> None:
            try:
                await for_ever(heartbeat)
            finally:
                ended.append(name)

        return run

    async def stubborn(heartbeat: Heartbeat) -> None:
        while not released.is_set():
            with contextlib.suppress(asyncio.CancelledError):
                await released.wait()

    released = asyncio.Event()
    first, second, late = started(ending("first")), started(ending("second")), started(stubborn)
    await asyncio.sleep(0)
    names = await stop_in_stages([[first], [second], [late]], grace_seconds=0.3)
    assert ended == ["first", "second"]
    assert names == ["sample/loop"]
    released.set()
    assert await late.stop(5)
