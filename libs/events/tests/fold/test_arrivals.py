"""Any subset, permutation, duplication and batching of deliveries gives the fold of what arrived."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from libs.events.tests.fold.deliver import messages, receiver
from libs.events.tests.fold.oracle import expected, found
from libs.events.tests.sample import DECODER, Added, event, reader

from tests.postgres import Database
from zhouqi.events import Decoder, Event
from zhouqi.events.bus import receive
from zhouqi.events.fast import incremental
from zhouqi.events.fold import stuck
from zhouqi.events.fold.projection import AnyProjection
from zhouqi.events.fold.projector import Projector
from zhouqi.events.fold.rebuild import ensure
from zhouqi.events.log.connection import Row, connect

Place = tuple[int, int]
_WIDER = Decoder(contracts={**DECODER.contracts, "Strange": Added})
_numbers = itertools.count()
on_one_database = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass(frozen=True)
class Story:
    """What becomes of some streams: the length of each, the batches in which their places come, and
    which places hold an event that the reader's code does not know."""

    lengths: tuple[int, ...]
    batches: tuple[tuple[Place, ...], ...]
    strange: frozenset[Place] = frozenset()

    def places(self) -> list[Place]:
        return [(name, number) for name, length in enumerate(self.lengths) for number in range(1, length + 1)]


@st.composite
def stories(draw: st.DrawFn, *, strange: bool = False) -> Story:
    lengths = draw(st.lists(st.integers(1, 6), min_size=1, max_size=3).map(tuple))
    places = Story(lengths, ()).places()
    batch = st.lists(st.sampled_from(places), min_size=1, max_size=6).map(tuple)
    batches = draw(st.lists(batch, max_size=8).map(tuple))
    unknown = draw(st.frozensets(st.sampled_from(places), max_size=3)) if strange else frozenset()
    return Story(lengths, batches, unknown)


class Telling:
    """Tells one story to a reader, under names that no other story has."""

    def __init__(self, story: Story, database: Database) -> None:
        self.story = story
        self._dsn = database.dsn
        self._prefix = f"account/{next(_numbers)}-{uuid4().hex[:6]}"
        self._arrived: list[Place] = []
        self._offsets = itertools.count()

    async def tell(self) -> None:
        """Deliver the batches, by turns to two replicas on connections of their own."""
        async with await connect(self._dsn) as one, await connect(self._dsn) as two:
            for conn, batch in zip(itertools.cycle((one, two)), self.story.batches, strict=False):
                await receiver().receive(conn, messages([self._event(place) for place in batch]))
                self._arrived += batch

    async def deliver_the_rest(self) -> None:
        """One batch with everything, so also with the last event that was missing."""
        async with await connect(self._dsn) as conn:
            places = self.story.places()
            await receiver().receive(conn, messages([self._event(place) for place in places]))
            self._arrived = places

    async def check(self, strange: frozenset[Place] | None = None) -> None:
        """The rows are the fold of what arrived, of each stream up to its first strange event."""
        told = [self._named(place) for place in self._arrived]
        unknown = self.story.strange if strange is None else strange
        numbers = {self._named(place): self._number(place) for place in self.story.places()}
        bad = frozenset(self._named(place) for place in unknown)
        assert await found(self._dsn, f"{self._prefix}/%") == expected(told, numbers, bad)

    def _named(self, place: Place) -> tuple[str, int]:
        return f"{self._prefix}/{place[0]}", place[1]

    def _number(self, place: Place) -> int:
        return 10 * place[0] + place[1]

    def _event(self, place: Place) -> Event:
        type_ = "Strange" if place in self.story.strange else "Added"
        return event(*self._named(place), self._number(place), type=type_)


@pytest.fixture
async def told(database: Database) -> Database:
    """A database that reads."""
    await ensure(database.owner_dsn, reader)
    return database


@on_one_database
@given(story=stories())
async def test_rows_are_the_fold_of_what_arrived(told: Database, story: Story) -> None:
    telling = Telling(story, told)

    await telling.tell()
    await telling.check()

    await telling.deliver_the_rest()
    await telling.check()


@on_one_database
@given(story=stories(strange=True))
async def test_strange_events_stop_their_streams_until_the_code_knows_them(
    told: Database, story: Story
) -> None:
    telling = Telling(story, told)
    await telling.tell()
    await telling.check()
    await telling.deliver_the_rest()
    await telling.check()

    async with await connect(told.dsn) as conn:
        retried = await stuck.retry_stuck(conn, Projector(reader.read_model, _WIDER), reader.read_model)

    assert retried.still == ()
    await telling.check(strange=frozenset())


LATE = Story((3,), (((0, 1), (0, 3)), ((0, 2),)))
TWICE = Story((2,), (((0, 1),), ((0, 1), (0, 2))))


async def test_without_folding_again_a_late_event_comes_last(
    told: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = incremental._kept

    def behind_all(projection: AnyProjection, rows: Iterable[Row]) -> object:
        return {stream: replace(one, sequence=0) for stream, one in kept(projection, rows).items()}

    monkeypatch.setattr(incremental, "_kept", behind_all)
    telling = Telling(LATE, told)
    await telling.tell()

    with pytest.raises(AssertionError):
        await telling.check()


async def test_without_looking_up_what_is_known_a_repeat_is_written_again(
    told: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = receive._new
    monkeypatch.setattr(receive, "_new", lambda good, _: new(good, ()))

    with pytest.raises(Exception, match="duplicate key"):
        await Telling(TWICE, told).tell()


@pytest.mark.parametrize("story", [LATE, TWICE], ids=["late", "twice"])
async def test_with_them_both_are_right(told: Database, story: Story) -> None:
    telling = Telling(story, told)
    await telling.tell()
    await telling.check()
