"""The close of a day says how much came before it, and who does daily work on it waits until it has that.

Topics overtake one another: the day's close may arrive while thousands of the day's events are still on
their way. Daily work done then would find projects overdue whose records are in the post, and take it
all back a minute later. So a close carries how many events of each type its service had written by then,
and a reaction to it raises NotYet until as many have arrived.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID
from weakref import WeakKeyDictionary

from psycopg import sql

from zhouqi.events.bus import parked
from zhouqi.events.bus.envelope import Unreadable, decode
from zhouqi.events.commands.react import NotYet
from zhouqi.events.contracts import Fact
from zhouqi.events.log.arrays import Texts
from zhouqi.events.log.connection import Conn
from zhouqi.events.log.event_log import STORE, Log

_WRITTEN = sql.SQL("select type, count(*) from log.{} where type = any(%s) group by type")
_MORE = "select type, count(*), max(position) from log.journal where position > %s group by type"

_SINCE = "select type, position from log.journal where position > %s and type = any(%s) order by position"


@dataclass(slots=True)
class _Tally:
    """How many events of each type a journal had up to a position."""

    position: int = 0
    counts: Counter[str] = field(default_factory=Counter)


_tallies: WeakKeyDictionary[Conn, _Tally] = WeakKeyDictionary()
"""By the connection that counted: whoever waits asks again and again, and need not count all of it each time."""


async def count_written(conn: Conn, types: Sequence[type[Fact]], log: Log = STORE) -> dict[str, int]:
    """How many events of each of ``types`` stand in ``log``; types without any are left out."""
    rows = await conn.execute(
        _WRITTEN.format(sql.Identifier(log.table)), (Texts(one.type() for one in types),)
    )
    return {str(name): int(str(count)) for name, count in await rows.fetchall()}


async def count_arrived(conn: Conn, types: Sequence[str]) -> dict[str, int]:
    """How many events of each of ``types`` came in: into the journal, or put aside as unreadable.

    What is put aside counts once, however often it came, and only if a relay sent it: rubbish of others
    stands for no event. What the journal took after all counts there.
    """
    counts = await _journaled(conn, types)
    aside: dict[str, dict[tuple[UUID, int], UUID | None]] = {}
    for delivery in await parked.messages_in_topics(conn, types):
        if origin := delivery.origin():
            try:
                event = decode(delivery.value).id
            except Unreadable:
                event = None
            aside.setdefault(delivery.topic, {})[origin.store, origin.position] = event
    ids = [event for events in aside.values() for event in events.values() if event is not None]
    found = await conn.execute("select id from log.journal where id = any(%s)", (ids,))
    taken = {UUID(str(row[0])) for row in await found.fetchall()}
    for topic, events in aside.items():
        counts[topic] = counts.get(topic, 0) + sum(event not in taken for event in events.values())
    return counts


async def await_counted(conn: Conn, counted: Mapping[str, int], subscribed: Sequence[type[Fact]]) -> None:
    """Return when as many events of each subscribed type arrived as ``counted`` says. Raises NotYet."""
    names = [one.type() for one in subscribed if counted.get(one.type())]
    here = await _journaled(conn, names)
    if short := [name for name in names if here.get(name, 0) < counted[name]]:
        here |= await count_arrived(conn, short)
    missing = {name: counted[name] - here.get(name, 0) for name in short}
    if waits := ", ".join(f"{name} {count}" for name, count in missing.items() if count > 0):
        raise NotYet(waits)


async def counted_position(
    conn: Conn, counted: Mapping[str, int], subscribed: Sequence[type[Fact]], close: int
) -> int:
    """The position of the journal by which all that the close at position ``close`` counts had come.

    It stays the same however much comes later: who waits until that is worked off waits for no moving head.
    :func:`await_counted` has returned before.
    """
    names = [one.type() for one in subscribed if counted.get(one.type())]
    here = await _journaled(conn, names)
    since = await (await conn.execute(_SINCE, (close, Texts(names)))).fetchall()
    after = Counter(str(name) for name, _ in since)
    missing = {name: counted[name] - here.get(name, 0) + after[name] for name in names}
    seen: Counter[str] = Counter()
    last = close
    for name, position in since:
        seen[str(name)] += 1
        if seen[str(name)] <= missing[str(name)]:
            last = int(str(position))
    return last


async def _journaled(conn: Conn, types: Sequence[str]) -> dict[str, int]:
    """How many events of each of ``types`` the journal has, to which this transaction adds none."""
    tally = _tallies.setdefault(conn, _Tally())
    position = tally.position
    for name, count, last in await (await conn.execute(_MORE, (position,))).fetchall():
        tally.counts[str(name)] += int(str(count))
        tally.position = max(tally.position, int(str(last)))
    return {name: tally.counts[name] for name in types if tally.counts[name]}
