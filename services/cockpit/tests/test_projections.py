"""Projections are total: over any subset of a stream's events, in order, they yield rows and never raise."""

import random
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter

import pytest
from services.cockpit.tests.test_arrival import all_events

from tests.arriving import SPACE, Streams
from tests.county import BEGIN
from zhouqi.cockpit.slices import READ_MODEL
from zhouqi.events import Decoder, Event, Fact
from zhouqi.events.contracts.issues import IssueEnteredLate
from zhouqi.events.contracts.lifecycle import Act, ProjectActDecided, ProjectActRequested, ProjectEnteredLate
from zhouqi.events.contracts.warning import DelayForecast
from zhouqi.events.fold.projection import AnyProjection

_LATE = {
    "account": "dispatcher",
    "occurred_at": BEGIN,
    "entered_at": BEGIN,
    "reason": "漏录",
    "document": "1号",
}
_ASKED = {"on": date(2026, 9, 1), "document": "1号", "account": "agent", "rules": "2026-1"}
_ACT = {"project_id": SPACE, "request": SPACE, "act": Act.TERMINATION}

_FORECAST = {
    "project_id": SPACE,
    "milestone": "started",
    "day": date(2026, 9, 1),
    "late": "0.4",
    "reasons": [{"ground": "due_in", "sooner": True}],
    "learned_from": 60,
    "model": "hazard-1",
    "rules": "2026.1",
}


def _rare() -> Iterator[Event]:
    """What does not happen in that county."""
    streams = Streams(BEGIN)
    facts: list[tuple[str, Fact]] = [
        ("issue", IssueEnteredLate.model_validate({"issue_id": SPACE, "takeover": False, **_LATE})),
        ("project", ProjectEnteredLate.model_validate({"project_id": SPACE, "takeover": False, **_LATE})),
        ("project", ProjectActRequested.model_validate({**_ACT, **_ASKED})),
        ("project", ProjectActDecided.model_validate({**_ACT, "granted": True, "account": "leader"})),
        ("forecast", DelayForecast.model_validate(_FORECAST)),
    ]
    yield from (streams.next(f"{category}/{SPACE}", fact) for category, fact in facts)


STREAMS = {
    stream: list(events)
    for stream, events in groupby(
        sorted((*all_events(), *_rare()), key=attrgetter("stream")), attrgetter("stream")
    )
}


@pytest.mark.parametrize("projection", READ_MODEL.projections, ids=lambda one: one.name)
def test_it_folds_any_subset_of_a_stream(projection: AnyProjection) -> None:
    decoder, draw, folded = Decoder(), random.Random(7), 0
    for stream, events in STREAMS.items():
        for _ in range(20 if projection.reads(stream) else 0):
            some = [event for event in events if draw.random() < 0.6]
            state = projection.initial(stream)
            for event in projection.folds(some):
                part = projection.part
                fact = decoder.decode(event) if part is None else decoder.part(event, part)
                state = projection.evolve(state, fact, event)
            rows = projection.rows(state)
            assert rows.keys() <= {table.name for table in projection.tables}
            folded += len(projection.folds(some))
    assert folded
