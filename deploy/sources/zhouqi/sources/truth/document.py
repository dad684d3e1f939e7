"""The truth as a document: what was generated, for each record its facts by day and all its deliveries.

For tests only: it lets them compute what a reader of the deliveries should have concluded, with code of their own.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from zhouqi.sources.county import County, Life
from zhouqi.sources.deliveries import SHANGHAI, Delivery, Kind, Value
from zhouqi.sources.deliveries.registration import as_record

__all__ = ["document"]


def document(county: County, deliveries: Sequence[Delivery], now: datetime) -> Iterator[str]:
    """Answer the truth up to `now` as the pieces of one JSON object.

    `deliveries` are those put out by `now`, in that order; `position` counts them from 0.
    """
    today = now.astimezone(SHANGHAI).date()
    head = {
        "seed": county.seed,
        "size": county.size,
        "scenario_day": county.scenario.calendar.scenario_day.isoformat(),
        "business_time": _text(now),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "records": ['
    lives = {life.project.record_id: life for life in _lives(county, today)}
    delivered: dict[str, list[dict[str, object]]] = defaultdict(list)
    for position, delivery in enumerate(deliveries):
        delivered[delivery.record_id].append(_delivery(position, delivery))
    separator = "\n"
    for record_id in (*lives, *(record_id for record_id in delivered if record_id not in lives)):
        facts = _facts(lives[record_id], today) if record_id in lives else {}
        record = {
            "kind": Kind.PROJECT,
            "record_id": record_id,
            "facts": facts,
            "deliveries": delivered.get(record_id, []),
        }
        yield separator + json.dumps(record, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def _lives(county: County, today: date) -> Iterator[Life]:
    """Answer every project registered by the end of `today`."""
    calendar = county.scenario.calendar
    yield from (life for life in county.lives if life.project.registered <= today)
    day = calendar.scenario_day
    while day < min(today, calendar.goes_on_until):
        day += timedelta(days=1)
        yield from county.born_on(day)


def _facts(life: Life, today: date) -> dict[str, list[dict[str, Value]]]:
    """Answer for each field its values up to `today`, each with the day from which it is true."""
    facts: dict[str, list[dict[str, Value]]] = defaultdict(list)
    for version in life.registered:
        if version.since > today:
            break
        for field, value in as_record(life.project.record_id, version.says).items():
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


def _text(instant: datetime) -> str:
    return instant.astimezone(SHANGHAI).isoformat(timespec="seconds")
