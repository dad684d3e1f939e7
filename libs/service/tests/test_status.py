"""What a service's database says of its worker: how late it reads, and that nobody reads at all."""

import pytest

from zhouqi.service.loops.health import State
from zhouqi.service.loops.status import LagObservation, Status


def _condition(strange: int = 0, unread: LagObservation | None = None) -> Status:
    return Status(0, 0, {}, parked=0, stuck=0, halted=None, strange=strange, unread=unread)


@pytest.mark.parametrize(
    ("unread", "detail"),
    [
        (None, {}),
        (LagObservation(0.0, 100.0), {}),
        (LagObservation(61.0, 5.0), {"unread_seconds": 61}),
        (LagObservation(0.0, 121.0), {"unwatched_seconds": 121}),
    ],
)
def test_a_consumer_that_makes_no_progress_is_said_by_whoever_asks_the_database(
    unread: LagObservation | None, detail: dict[str, object]
) -> None:
    found = _condition(unread=unread).check_result()

    assert (found.state is State.DEGRADED, dict(found.detail)) == (bool(detail), detail)


def test_what_others_wrote_is_counted_apart() -> None:
    assert dict(_condition(strange=3).check_result().detail) == {"strange": 3}
