"""A stream that does not fold is stuck at its longest prefix that works, and every other goes on."""

import psycopg
import pytest
from libs.events.tests.fold.deliver import messages, receiver
from libs.events.tests.fold.notes import TROUBLES, Notes, State, mended, note, notes
from libs.events.tests.stack import rows

from tests.postgres import Database
from zhouqi.events import Context, Event
from zhouqi.events.fold import projector, quarantine, stuck
from zhouqi.events.fold.projector import Projector, WrongVersion
from zhouqi.events.fold.rebuild import ensure, rebuild
from zhouqi.events.fold.tables import InvalidRows
from zhouqi.events.log.connection import Row, connect

troubles = pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES.keys())
GOOD: Row = ("note/good", "two", 2, False, 33)


async def _receive(database: Database, *events: Event, context: Context = notes) -> None:
    async with await connect(database.dsn) as conn:
        await receiver(context).receive(conn, messages(events))


async def _tables(database: Database) -> list[Row]:
    return await rows(
        database.dsn,
        "select stream, last, count, stuck, share from note left join note_list on name = stream order by 1",
    )


async def _why(database: Database) -> dict[object, object]:
    return dict(await rows(database.dsn, "select stream, stuck from note_fold where stuck is not null"))  # type: ignore[arg-type]


def _story(trouble: str) -> list[Event]:
    return [
        note("note/bad", 1, "one"),
        note("note/good", 1, "one"),
        note("note/bad", 2, trouble),
        note("note/bad", 3, "three"),
        note("note/first", 1, trouble),
        note("note/good", 2, "two"),
    ]


@troubles
async def test_a_trouble_stops_one_stream(database: Database, trouble: str) -> None:
    await ensure(database.owner_dsn, notes)

    await _receive(database, *_story(trouble))

    assert await _tables(database) == [
        ("note/bad", "one", 1, True, 33),
        ("note/first", None, 0, True, None),
        GOOD,
    ]
    assert await rows(database.dsn, "select text from note_text where stream = 'note/bad'") == [("one",)]
    assert (await _why(database)).keys() == {"note/bad", "note/first"}


@troubles
async def test_a_trouble_that_comes_alone_stops_it_too_and_mended_code_goes_on(
    database: Database, trouble: str
) -> None:
    await ensure(database.owner_dsn, notes)
    for event in _story(trouble):
        await _receive(database, event)
    assert (await _tables(database))[0] == ("note/bad", "one", 1, True, 33)

    # its next event
    await _receive(database, note("note/bad", 4, "four"), context=mended)

    assert await _tables(database) == [
        ("note/bad", "four", 4, False, 25),
        ("note/first", None, 0, True, None),
        GOOD,
    ]

    # a start, or an operator
    async with await connect(database.dsn) as conn:
        retried = await stuck.retry_stuck(
            conn, Projector(mended.read_model, mended.decoder), mended.read_model
        )

    assert retried == stuck.Retried(("note/first",), ())
    assert (await _tables(database))[1] == ("note/first", "-", 1, False, 100)


@troubles
async def test_a_rebuild_stops_at_the_same_place(database: Database, trouble: str) -> None:
    await ensure(database.owner_dsn, notes)
    await _receive(database, *_story(trouble))
    live, why = await _tables(database), await _why(database)

    await rebuild(database.owner_dsn, notes)

    assert await _tables(database) == live
    assert (await _why(database)).keys() == why.keys()


async def test_a_stream_that_fails_before_its_first_event_has_no_row(database: Database) -> None:
    await ensure(database.owner_dsn, notes)

    for context, sequence in ((notes, 1), (notes, 2), (mended, 3)):
        texts = [note(f"note/{name}", sequence, "text") for name in ("nameless", "refused", "good")]
        await _receive(database, *texts, context=context)
        if context is notes:
            assert await _tables(database) == [("note/good", "text", sequence, False, 25)]
            assert (await _why(database)).keys() == {"note/nameless", "note/refused"}

    assert [row[2:4] for row in await _tables(database)] == [(3, False)] * 3


async def test_a_state_that_does_not_read_back_is_folded_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ensure(database.owner_dsn, notes)
    await _receive(database, note("note/a", 1, "one"))
    monkeypatch.setattr(Notes, "state", int)

    await _receive(database, note("note/a", 2, "two"))

    monkeypatch.setattr(Notes, "state", State)
    await _receive(database, note("note/a", 3, "three"))
    assert await _tables(database) == [("note/a", "three", 3, False, 20)]


@pytest.mark.parametrize("trouble", [text for text in TROUBLES.values() if text != "raise"])
async def test_without_the_savepoint_a_trouble_stops_all(
    database: Database, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ensure(database.owner_dsn, notes)
    for module in (projector, quarantine):
        monkeypatch.setattr(module, "REFUSED", ())

    with pytest.raises((psycopg.Error, InvalidRows)):
        await _receive(database, *_story(trouble))

    assert await _tables(database) == []


async def test_a_database_without_read_models_is_of_another_version(database: Database) -> None:
    with pytest.raises(WrongVersion):
        await _receive(database, note("note/a", 1, "one"))
