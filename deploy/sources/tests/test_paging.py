import base64
from datetime import timedelta

import pytest
from deploy.sources.tests.counties import EVENING, county, days_later
from hypothesis import given, settings
from hypothesis import strategies as st

from zhouqi.sources.deliveries import Delivery, project_feed
from zhouqi.sources.serving.cursor import Cursors
from zhouqi.sources.serving.refusal import RefusedError

steps = st.lists(
    st.tuples(st.floats(0, 40), st.integers(1, 60), st.integers(0, 6)),
    min_size=1,
    max_size=12,
)


@settings(deadline=None)
@given(steps)
def test_a_reader_gets_every_delivery_once_while_time_goes_on(steps: list[tuple[float, int, int]]) -> None:
    """Given a reader that pages now and then while days pass, when it has caught up, it has the whole feed in order."""
    feed, cursors = project_feed(county(5, 40)), Cursors("feed")
    cursor: str | None = None
    read: list[Delivery] = []
    now = days_later(-200)

    for wait, limit, pages in steps:
        now += days_later(wait) - EVENING
        for _ in range(pages):
            page = feed.page(cursors.position(cursor), limit, now)
            read.extend(page)
            cursor = cursors.at(cursors.position(cursor) + len(page))
    while page := feed.page(cursors.position(cursor), 100, now):
        read.extend(page)
        cursor = cursors.at(cursors.position(cursor) + len(page))

    assert read == feed.published_by(now)
    assert all(delivery.delivered_at <= now for delivery in read)


@pytest.mark.parametrize("position", ["", "-1", "+1", " 1", "1.0", "٣", "1" * 10, "x"])
def test_a_cursor_with_an_impossible_position_is_refused(position: str) -> None:
    forged = base64.urlsafe_b64encode(f"feed:{position}".encode()).decode().rstrip("=")

    with pytest.raises(RefusedError):
        Cursors("feed").position(forged)


def test_a_delivery_is_served_from_its_very_instant_on() -> None:
    feed = project_feed(county(5, 40))
    last = feed.published_by(EVENING)[-1]

    assert last in feed.published_by(last.delivered_at)
    assert last not in feed.published_by(last.delivered_at - timedelta(microseconds=1))


def test_a_reader_whose_time_went_back_waits_and_loses_nothing() -> None:
    feed = project_feed(county(5, 40))
    position = feed.count(days_later(10))

    assert feed.page(position, 100, EVENING) == []
    assert feed.page(position, 1000, days_later(20)) == feed.published_by(days_later(20))[position:]
