"""What the envelope calls readable, the journal takes and gives back; whatever is in it."""

import json
from datetime import datetime, timedelta, timezone
from uuid import UUID

import msgspec
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import event as note
from hypothesis import strategies as st
from libs.events.tests.sample import event

from tests.postgres import Database
from zhouqi.events import JOURNAL, Event
from zhouqi.events.bus.envelope import Unreadable, decode, encode
from zhouqi.events.log import bounds
from zhouqi.events.log.connection import connect

_zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_times = st.datetimes(timezones=_zones).map(datetime.isoformat) | st.datetimes().map(datetime.isoformat)
_texts = st.text(max_size=230) | st.text(st.characters(categories=("Cs", "Cc")), min_size=1, max_size=5)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
)
_raw = st.sampled_from(
    [
        b"01",
        b"1e400",
        b"-0",
        b"NaN",
        b"[1,]",
        b'"\\u0000"',
        b'"\\ud800"',
        b'"\\q"',
        b'"tab\tin it"',
        b'{"a":1,"a":2}',
        b"9" * 400,
        b" [ ] ",
        b"tru",
    ]
)
_attributes: dict[str, st.SearchStrategy[object]] = {
    "subject": _texts,
    "sequence": st.integers(-3, 2**33).map(str) | _texts,
    "time": _times,
    "recordedtime": _times,
    "county": _texts,
    "actor": _texts,
    "traceparent": _texts,
    "correlationid": st.uuids().map(str) | _texts,
    "causationid": st.none() | st.uuids().map(str),
    "dataschema": st.integers(-1, 2**33).map(lambda number: f"urn:zhouqi:schema:Added:{number}"),
    "data": _values,
    "unknown": _values,
}
_changes = st.lists(
    st.sampled_from(sorted(_attributes)).flatmap(lambda name: st.tuples(st.just(name), _attributes[name])),
    max_size=2,
).map(dict)


def _value(changes: dict[str, object], raw: bytes | None) -> bytes:
    cloud = {**json.loads(encode(event("account/a", 1), "writer")), **changes}
    if raw is None:
        return json.dumps(cloud).encode()
    return json.dumps({**cloud, "data": "here"}).encode().replace(b'"here"', raw)


async def _in_and_out(database: Database, sent: Event) -> Event:
    """Write an event into the journal, read it, and take it back."""
    async with await connect(database.dsn) as conn:
        async with conn.transaction(force_rollback=True):
            await JOURNAL.write(conn, [sent])
            [found] = await JOURNAL.read(conn, 0, 2)
        return found


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=_changes, raw=st.none() | _raw)
async def test_the_journal_takes_what_is_readable(
    database: Database, changes: dict[str, object], raw: bytes | None
) -> None:
    try:
        sent = decode(_value(changes, raw))
    except Unreadable:
        note("refused")
        return
    note("taken")
    found = await _in_and_out(database, sent)
    assert msgspec.structs.replace(found, position=0) == sent


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
async def test_without_its_bounds_a_time_comes_in_and_never_out(
    database: Database, monkeypatch: pytest.MonkeyPatch, time: str
) -> None:
    value = _value({"time": time}, None)
    with pytest.raises(Unreadable, match="time out of range"):
        decode(value)

    monkeypatch.setattr(bounds, "moment", lambda *_: None)
    sent = decode(value)

    with pytest.raises((psycopg.DataError, OverflowError)):
        await _in_and_out(database, sent)


def test_an_id_reads_in_every_spelling() -> None:
    identity = UUID(int=7)

    assert decode(_value({"id": identity.hex}, None)).id == identity
