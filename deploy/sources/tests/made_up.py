"""Small feeds of any kind, for the wires: a delivery every so many hours, each field a text of its own."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from deploy.sources.tests.counties import EVENING

from zhouqi.sources.deliveries import Delivery, Feed, Kind
from zhouqi.sources.drops.sheets import SHEETS
from zhouqi.sources.exchange.tables import TABLES

FIELDS: Mapping[Kind, tuple[str, ...]] = {
    **{table.kind: (*table.columns, "withdrawn") for table in TABLES},
    **{sheet.kind: tuple(field for _, field in sheet.columns) for sheet in SHEETS},
}
FIRST = EVENING - timedelta(days=30)


def made_up(kind: Kind, number: int, apart: timedelta = timedelta(hours=1), first: datetime = FIRST) -> Feed:
    """A feed of `number` deliveries, one each `apart`, with a null and a withdrawal now and then."""

    def deliveries() -> Iterator[Delivery]:
        for place in range(number):
            moment = first + apart * place
            record_id = f"{kind}-{place % 7}"
            fields = {field: f"{field} {place}" if place % 5 else None for field in FIELDS[kind]}
            record = {**fields, "record_id": record_id, "withdrawn": place % 11 == 10}
            record.pop("updated_at", None)
            yield Delivery(kind, record_id, moment - timedelta(minutes=5), moment, record)

    return Feed(deliveries(), lambda _: (), EVENING.date() + timedelta(days=60), date(2036, 12, 31))


def all_made_up(number: int, apart: timedelta = timedelta(hours=1)) -> dict[Kind, Feed]:
    return {kind: made_up(kind, number, apart) for kind in FIELDS}


class HandClock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time


class Noted:
    """A wire that notes when it was asked to put out."""

    name = "noted"

    def __init__(self) -> None:
        self.asked: list[datetime] = []
        self.is_behind = False

    def behind(self, now: datetime) -> bool:
        return self.is_behind

    async def publish(self, now: datetime) -> None:
        self.asked.append(now)

    async def close(self) -> None:
        self.asked.clear()
