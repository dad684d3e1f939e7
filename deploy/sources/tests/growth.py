"""How the simulated sources' memory grows while days pass: `python -m deploy.sources.tests.growth --days 400`.

Everything runs in this process: the application behind ASGI, read daily as the product reads it, the drop folder's
wire, and attendance and sites as the exchange database's wire pages them. Prints, between the end of the history and
the last day, how much more memory the process and Python hold a day, where it was taken, and what is alive. Traced by
tracemalloc it takes some minutes; `--untraced` leaves that out.
"""

import argparse
import asyncio
import gc
import tempfile
import tracemalloc
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import httpx2
import psutil
from deploy.sources.tests.counties import EVENING
from deploy.sources.tests.made_up import HandClock

from zhouqi.sources.app import county_name, make_app
from zhouqi.sources.approval import APPROVAL
from zhouqi.sources.county import County
from zhouqi.sources.deliveries import Feed, Kind, county_feeds
from zhouqi.sources.drops import Drops
from zhouqi.sources.exchange.tables import TABLES
from zhouqi.sources.performance import PERFORMANCE
from zhouqi.sources.scenario import read_scenario
from zhouqi.sources.serving.batch_sizes import BatchSizes
from zhouqi.sources.serving.fault_injection import FaultInjection

TOKEN = "token-of-the-sources"
LISTED = 12


class Readers:
    """Who reads what is put out, from where they stopped, over every wire."""

    def __init__(self, county: County, delivered: Mapping[Kind, Feed], drops: Path) -> None:
        self.clock = HandClock(EVENING)
        self._delivered = delivered
        self._drops = Drops(drops, county_name(county), delivered, BatchSizes())
        app = make_app(county, delivered, self.clock, TOKEN, None, FaultInjection(county.seed))
        self._client = httpx2.AsyncClient(
            base_url="http://sources",
            transport=httpx2.ASGITransport(app=app),
            headers={"Authorization": f"Bearer {TOKEN}"},
        )
        self._cursors: dict[str, str] = {}
        self._positions: dict[Kind, int] = {}
        self.read = 0

    async def day(self) -> None:
        for system in (APPROVAL, PERFORMANCE):
            for endpoint in system.endpoints:
                await self._page_on(f"{system.prefix}/{endpoint.path}")
        for table in TABLES:
            start = self._positions.get(table.kind, 0)
            rows = self._delivered[table.kind].page(start, 10_000, self.clock.time)
            self._positions[table.kind] = start + len(rows)
            self.read += len(rows)
        await self._drops.publish(self.clock.time)
        (await self._client.get("/county/v1/register")).raise_for_status()

    async def _page_on(self, path: str) -> None:
        more = True
        while more:
            asked = {"updated_after": self._cursors.get(path, ""), "limit": "500"}
            page = (await self._client.get(path, params=asked)).raise_for_status().json()
            self._cursors[path], more = page["next"], page["more"]
            self.read += len(page["items"])


async def measure(size: int, days: int, *, traced: bool) -> None:
    county = County(read_scenario(1, size), 1, size)
    process = psutil.Process()
    with tempfile.TemporaryDirectory() as folder:
        readers = Readers(county, county_feeds(county), Path(folder))
        await readers.day()
        history = readers.read
        if traced:
            tracemalloc.start(1)
        for _ in range(20):  # what is made once, at the first look, is not growth
            readers.clock.time += timedelta(days=1)
            await readers.day()
        gc.collect()
        before = tracemalloc.take_snapshot() if traced else None
        held, resident, alive = _traced(), process.memory_info().rss, _alive()
        for _ in range(days):
            readers.clock.time += timedelta(days=1)
            await readers.day()
        gc.collect()
        print(f"{readers.read - history} deliveries read in {days + 20} days after a history of {history}")
        print(f"resident: {resident / 2**20:.1f} MiB, {_a_day(process.memory_info().rss - resident, days)}")
        if before is not None:
            print(f"traced:   {_a_day(_traced() - held, days)}")
            for found in tracemalloc.take_snapshot().compare_to(before, "lineno")[:LISTED]:
                place = found.traceback[0]
                print(f"  {_a_day(found.size_diff, days)}  {place.filename}:{place.lineno}")
        print("alive more than before, of all that is collected as garbage:")
        for name, number in (_alive() - alive).most_common(LISTED):
            print(f"  {number:6d} {name}")


def _alive() -> Counter[str]:
    return Counter(type(one).__name__ for one in gc.get_objects())


def _traced() -> int:
    return tracemalloc.get_traced_memory()[0]


def _a_day(grown: int, days: int) -> str:
    return f"{grown / 2**10 / days:+8.2f} KiB a day"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=500, help="projects of the county (500)")
    parser.add_argument("--days", type=int, default=400, help="days after the scenario's (400)")
    parser.add_argument("--untraced", action="store_true", help="without tracemalloc: faster")
    chosen = parser.parse_args()
    asyncio.run(measure(chosen.size, chosen.days, traced=not chosen.untraced))
