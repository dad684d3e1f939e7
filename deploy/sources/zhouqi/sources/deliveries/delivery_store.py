"""Where a feed keeps its deliveries: on disk, so that memory doesn't grow with what has been put out.

A SQLite database without a name: SQLite makes its file when a small cache is full, in the folder for such files
(`SQLITE_TMPDIR` or `TMPDIR`, else /var/tmp), and unlinks it as it opens it. However the program ends, nothing is left.
"""

import json
import sqlite3
import weakref
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from zhouqi.sources.deliveries.delivery import SHANGHAI, Delivery, Doubt, Fault, Kind, Value

__all__ = ["DeliveryStore"]

SCHEMA = """
create table delivery (number integer primary key, kind text, record_id text, source_time integer,
                       delivered_at integer, record text, fault text, doubt text);
create table awaited (delivered_at integer, source_time integer, record_id text, number integer,
                      primary key (delivered_at, source_time, record_id, number)) without rowid;
create table place (seq integer primary key, put_out integer not null, number integer not null);
create index place_put_out on place (put_out);
"""
"""Times are microseconds. A place, counted from 1, has a delivery and the time from which so many are known."""

CACHE_KIB = 256
"""Memory that a store takes at most, about; the rest is on disk."""

EPOCH = datetime(1970, 1, 1, tzinfo=SHANGHAI)
MICROSECOND = timedelta(microseconds=1)

Row = tuple[str, str, int, int, str, str | None, str | None]


class DeliveryStore:
    """Deliveries that are awaited, and those put out, each at a place of its own: 0, 1, 2 and so on.

    Not for several threads at once. Raises `sqlite3.Error` when the disk is full or away.
    """

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", check_same_thread=False)
        weakref.finalize(self, self._connection.close)
        self._connection.execute("pragma temp_store = file")
        self._connection.execute(f"pragma cache_size = -{CACHE_KIB}")
        self._connection.executescript(SCHEMA)

    def transaction(self) -> AbstractContextManager[object]:
        """Answer a context in which all is done, or, when an error leaves it, nothing."""
        return self._connection

    def enqueue(self, deliveries: Iterable[Delivery]) -> None:
        """Take deliveries that are to be put out at their time."""
        for delivery in deliveries:
            row = _row(delivery)
            number = self._connection.execute(
                "insert into delivery (kind, record_id, source_time, delivered_at, record, fault, doubt)"
                " values (?, ?, ?, ?, ?, ?, ?)",
                row,
            ).lastrowid
            _, record_id, source_time, delivered_at, *_ = row
            self._connection.execute(
                "insert into awaited values (?, ?, ?, ?)", (delivered_at, source_time, record_id, number)
            )

    def release(self, end: datetime) -> None:
        """Give what is awaited before `end` its places, in order of time, after all that have one."""
        until = _stamp(end)
        self._connection.execute(
            "insert into place (put_out, number) select delivered_at, number from awaited"
            " where delivered_at < ? order by delivered_at, source_time, record_id, number",
            [until],
        )
        self._connection.execute("delete from awaited where delivered_at < ?", [until])

    def reorder(self, order: Sequence[int]) -> None:
        """Let the first places hold what stands at these places now; from when on how many are known stays."""
        numbers = [number for (number,) in self._connection.execute("select number from place order by seq")]
        self._connection.executemany(
            "update place set number = ? where seq = ?",
            ((numbers[place], seq) for seq, place in enumerate(order, 1)),
        )

    def count(self, instant: datetime) -> int:
        """Answer how many have been put out at or before an aware instant."""
        found = self._connection.execute(
            "select seq from place where put_out <= ? order by put_out desc, seq desc limit 1",
            [_stamp(instant)],
        ).fetchone()
        return 0 if found is None else int(found[0])

    def page(self, start: int, end: int) -> list[Delivery]:
        """Answer the deliveries at the places from `start` up to, not including, `end`."""
        rows = self._connection.execute(
            "select record, kind, record_id, source_time, delivered_at, fault, doubt"
            " from place join delivery using (number) where seq > ? and seq <= ? order by seq",
            [start, end],
        ).fetchall()
        said = json.loads(f"[{','.join(record for record, *_ in rows)}]")
        return [_delivery(record, *row) for record, (_, *row) in zip(said, rows, strict=True)]


def _row(delivery: Delivery) -> Row:
    return (
        delivery.kind,
        delivery.record_id,
        _stamp(delivery.source_time),
        _stamp(delivery.delivered_at),
        json.dumps(dict(delivery.record), ensure_ascii=False),
        delivery.fault,
        delivery.doubt,
    )


def _delivery(
    record: Mapping[str, Value],
    kind: str,
    record_id: str,
    source_time: int,
    delivered_at: int,
    fault: str | None,
    doubt: str | None,
) -> Delivery:
    return Delivery(
        Kind(kind),
        record_id,
        _time(source_time),
        _time(delivered_at),
        record,
        None if fault is None else Fault(fault),
        None if doubt is None else Doubt(doubt),
    )


def _stamp(instant: datetime) -> int:
    return (instant - EPOCH) // MICROSECOND


def _time(stamp: int) -> datetime:
    return EPOCH + stamp * MICROSECOND
