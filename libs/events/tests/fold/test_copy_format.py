"""Events that are copied stand in the log as those that are inserted."""

from dataclasses import dataclass

import msgspec
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from libs.events.tests.fold.test_copy_load import TEXT
from libs.events.tests.sample import event

from tests.postgres import Database
from zhouqi.events import JOURNAL, STORE, Event
from zhouqi.events.log.connection import connect
from zhouqi.events.log.event_log import MAX_INLINE


@dataclass(frozen=True)
class Said:
    """What may hold anything in an event."""

    stream: str
    actor: str | None
    data: dict[str, str | None]


SAID = st.builds(
    Said,
    TEXT.map(lambda text: f"account/{text}"),
    st.none() | TEXT.filter(bool),  # an actor is somebody
    st.dictionaries(TEXT, st.none() | TEXT, max_size=3),
)


def _event(number: int, said: Said) -> Event:
    return msgspec.structs.replace(
        event(f"{said.stream}{number}", 1), actor=said.actor, data=msgspec.json.encode(said.data)
    )


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SAID, min_size=MAX_INLINE + 1, max_size=MAX_INLINE + 3))
@example([Said('account/"a", \\b\n', "null", {'"': "\\", "周": None})] * (MAX_INLINE + 1))
async def test_copied_events_are_as_inserted_ones(database: Database, said: list[Said]) -> None:
    events = [_event(number, one) for number, one in enumerate(said)]
    async with await connect(database.dsn) as conn:
        await JOURNAL.write(conn, events)
        for one in events:
            await STORE.write(conn, [one])

        copied, inserted = await JOURNAL.read(conn, 0, 100), await STORE.read(conn, 0, 100)
        await conn.rollback()

    assert [msgspec.structs.replace(one, position=0) for one in copied] == events
    assert copied == inserted
