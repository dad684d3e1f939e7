"""Projections are total: over any subset of a stream's events, in order, they yield rows and never raise."""

import random
from itertools import groupby

import pytest
from services.cockpit.tests.test_arrival import all_events

from zhouqi.cockpit.readmodel import read_model
from zhouqi.events import Decoder
from zhouqi.events.projection import AnyProjection

STREAMS = {
    stream: list(events)
    for stream, events in groupby(sorted(all_events(), key=lambda one: one.stream), lambda one: one.stream)
}


@pytest.mark.parametrize("projection", read_model.projections, ids=lambda one: one.name)
def test_it_folds_any_subset_of_a_stream(projection: AnyProjection) -> None:
    decoder, draw, folded = Decoder(), random.Random(7), 0
    for stream, events in STREAMS.items():
        for _ in range(20 if projection.reads(stream) else 0):
            some = [event for event in events if draw.random() < 0.6]
            state = projection.initial(stream)
            for event in some:
                part = projection.part
                fact = decoder.decode(event) if part is None else decoder.part(event, part)
                state = projection.evolve(state, fact, event)
            rows = projection.rows(state)
            assert rows.keys() <= {table.name for table in projection.tables}
            folded += len(some)
    assert folded
