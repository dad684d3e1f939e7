"""The truth as a document: what was generated, for each record its facts by day and all its deliveries.

For tests only: it lets them compute what a reader of the deliveries should have concluded, with code of their own.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import takewhile

from zhouqi.sources.county import County
from zhouqi.sources.county.acts import Act, acts, acts_of
from zhouqi.sources.county.record import Kind, Record, Value
from zhouqi.sources.county.records import records_of, stray_records_of
from zhouqi.sources.deliveries import SHANGHAI, Delivery

__all__ = ["document"]


def document(county: County, deliveries: Mapping[Kind, Sequence[Delivery]], now: datetime) -> Iterator[str]:
    """Answer the truth up to `now` as the pieces of one JSON object.

    `deliveries` are those put out by `now`, of each kind in that order; `position` counts them from 0.
    """
    head = {
        "seed": county.seed,
        "size": county.size,
        "scenario_day": county.scenario.calendar.scenario_day.isoformat(),
        "business_time": _text(now),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "records": ['
    yield from _joined(_records(county, deliveries, now))
    yield '\n], "acts": ['
    yield from _joined(_act(act) for act in _acts(county, now))
    yield "\n]}\n"


def _joined(entries: Iterator[dict[str, object]]) -> Iterator[str]:
    separator = "\n"
    for entry in entries:
        yield separator + json.dumps(entry, ensure_ascii=False)
        separator = ",\n"


def _records(
    county: County, deliveries: Mapping[Kind, Sequence[Delivery]], now: datetime
) -> Iterator[dict[str, object]]:
    today = now.astimezone(SHANGHAI).date()
    for kind in Kind:
        delivered: dict[str, list[dict[str, object]]] = defaultdict(list)
        for position, delivery in enumerate(deliveries[kind]):
            delivered[delivery.record_id].append(_delivery(position, delivery))
        for record in _true(county, kind, today):
            found = delivered.pop(record.record_id, [])
            yield _entry(kind, record.record_id, record.project, _facts(record, today), found)
        for record_id, found in delivered.items():
            yield _entry(kind, record_id, None, {}, found)


def _true(county: County, kind: Kind, today: date) -> Iterator[Record]:
    """Answer every record of a kind that begins by the end of `today`."""
    for truth in county.registered_by(today):
        records = records_of(county.scenario, county.seed, kind, truth)
        yield from takewhile(lambda record: record.begins <= today, records)
    for stranger in county.strangers:
        yield from stray_records_of(county.scenario, county.seed, kind, stranger)


def _entry(
    kind: Kind,
    record_id: str,
    project: str | None,
    facts: Mapping[str, object],
    deliveries: Sequence[Mapping[str, object]],
) -> dict[str, object]:
    return {
        "kind": kind,
        "record_id": record_id,
        "project": project,
        "facts": facts,
        "deliveries": deliveries,
    }


def _facts(record: Record, today: date) -> dict[str, list[dict[str, Value]]]:
    """Answer for each field its values up to `today`, each with the day from which it is true."""
    facts: dict[str, list[dict[str, Value]]] = defaultdict(list)
    for version in record.versions:
        if version.since > today:
            break
        for field, value in version.says.items():
            if field == "record_id":
                continue
            values = facts[field]
            if not values or values[-1]["value"] != value:
                values.append({"from": version.since.isoformat(), "value": value})
    return facts


def _delivery(position: int, delivery: Delivery) -> dict[str, object]:
    return {
        "position": position,
        "source_time": _text(delivery.source_time),
        "delivered_at": _text(delivery.delivered_at),
        "valid": delivery.valid,
        "fault": delivery.fault,
        "doubt": delivery.doubt,
        "record": delivery.record,
    }


def _acts(county: County, now: datetime) -> Iterator[Act]:
    """Answer what people have done by `now`."""
    yield from takewhile(lambda act: act.at <= now, acts(county))
    calendar, today = county.scenario.calendar, now.astimezone(SHANGHAI).date()
    day = calendar.scenario_day
    while day < min(today, calendar.goes_on_until):
        day += timedelta(days=1)
        yield from takewhile(lambda act: act.at <= now, acts_of(county, day))


def _act(act: Act) -> dict[str, object]:
    known = {"number": act.number, "at": _text(act.at), "account": act.account, "act": act.act}
    return {**known, "issue": act.issue, **act.payload}


def _text(instant: datetime) -> str:
    return instant.astimezone(SHANGHAI).isoformat(timespec="seconds")
