"""What days that pass leave behind in memory: the county's new projects, and nothing of what was put out or done."""

import gc
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from stat import S_ISREG

import pytest
from deploy.sources.tests.counties import EVENING, county, days_later
from deploy.sources.tests.made_up import FIRST, all_made_up, made_up
from deploy.sources.tests.small_county import World, act

from zhouqi.sources.county import County, ProjectTruth
from zhouqi.sources.county.acts import Act, ActKind
from zhouqi.sources.county.record import Record, Version
from zhouqi.sources.deliveries import Delivery, Kind, county_feeds
from zhouqi.sources.deliveries.delivery_store import DeliveryStore
from zhouqi.sources.deliveries.record_schedule import RecordSchedule
from zhouqi.sources.drops import Drops
from zhouqi.sources.people.act_runner import ActRunner
from zhouqi.sources.people.act_schedule import ActSchedule, act_schedule
from zhouqi.sources.scenario import read_scenario
from zhouqi.sources.seeded_random import SeededRandom
from zhouqi.sources.serving.batch_sizes import BatchSizes

PASSING = (Delivery, Record, Version, SeededRandom)
"""What is made of a project's truth, again and again, to be handed on."""
YEAR = 400
MIB = 2**20


def alive(*kinds: type[object]) -> Counter[str]:
    gc.collect()
    return Counter(type(one).__name__ for one in gc.get_objects() if isinstance(one, kinds))


@contextmanager
def grown_over(days: int) -> Iterator[Counter[str]]:
    """What is alive after a county's feeds have been paged through, day by day, and was not before they were made."""
    before = alive(*PASSING, ProjectTruth)
    place = County(read_scenario(1, 40), 1, 40)
    delivered = county_feeds(place)
    positions = dict.fromkeys(Kind, 0)
    for day in range(days + 1):
        for kind, feed in delivered.items():
            while page := feed.page(positions[kind], 500, days_later(day)):
                positions[kind] += len(page)
                del page
    assert sum(positions.values()) > 1_000
    grown = alive(*PASSING, ProjectTruth) - before
    yield grown
    assert delivered


@pytest.mark.parametrize("days", [0, YEAR])
def test_nothing_of_what_was_put_out_stays_in_memory_however_many_days_pass(days: int) -> None:
    with grown_over(days) as grown:
        assert {name: grown[name] for name in ("Delivery", "Record", "Version", "SeededRandom")} == {
            "Delivery": 0,
            "Record": 0,
            "Version": 0,
            "SeededRandom": 0,
        }
        assert grown["ProjectTruth"] >= 40, "the county itself is kept"


def test_a_feed_that_kept_its_deliveries_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given feeds that also hold what they spool, as a list, then the count of what is alive says so."""
    hoard: list[Delivery] = []
    spooled = DeliveryStore.enqueue

    def hoarding(spool: DeliveryStore, deliveries: Iterable[Delivery]) -> None:
        known = list(deliveries)
        hoard.extend(known)
        spooled(spool, known)

    monkeypatch.setattr(DeliveryStore, "enqueue", hoarding)

    with grown_over(100) as grown:
        assert grown["Delivery"] == len(hoard) > 1_000


def test_a_book_that_kept_half_made_records_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    hoard: list[Record] = []
    begun: Callable[[RecordSchedule, ProjectTruth, date, date], Iterator[Record]] = RecordSchedule._begun

    def hoarding(book: RecordSchedule, life: ProjectTruth, since: date, day: date) -> Iterator[Record]:
        for record in begun(book, life, since, day):
            hoard.append(record)
            yield record

    monkeypatch.setattr(RecordSchedule, "_begun", hoarding)

    with grown_over(100) as grown:
        assert grown["Record"] == len(hoard) > 500
        assert grown["Version"] > 500


def unlinked() -> dict[int, int]:
    """The open files without a name, and how long they are."""
    found: dict[int, int] = {}
    for entry in Path("/dev/fd").iterdir():
        try:
            status = os.fstat(int(entry.name))
        except OSError:
            continue  # that of the listing itself
        if S_ISREG(status.st_mode) and status.st_nlink == 0:
            found[int(entry.name)] = status.st_size
    return found


def spooled(number: int, cache: int | None = None) -> tuple[DeliveryStore, int]:
    """A spool of so many deliveries, and how long the new files without a name are."""
    before = unlinked()
    spool = DeliveryStore()
    if cache is not None:
        spool._connection.execute(f"pragma cache_size = -{cache}")
    with spool.transaction():
        spool.enqueue(made_up(Kind.SITE, number).published_by(days_later(10_000)))
    after = unlinked()
    return spool, sum(length for file, length in after.items() if length > before.get(file, 0))


def test_a_spool_lies_in_a_file_without_a_name_that_no_end_of_the_program_leaves_behind() -> None:
    spool, length = spooled(10_000)

    (pages,) = spool._connection.execute("pragma page_count").fetchone()
    (page_bytes,) = spool._connection.execute("pragma page_size").fetchone()
    assert pages * page_bytes > 2 * MIB
    assert length > pages * page_bytes - MIB


def test_a_spool_with_a_large_cache_would_stay_in_memory() -> None:
    small, with_small = spooled(10_000)
    large, with_large = spooled(10_000, cache=1_000_000)

    assert small.count(EVENING) == large.count(EVENING) == 0
    assert with_large <= with_small - 2 * MIB


def test_a_day_that_could_not_be_spooled_is_spooled_when_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a disk that fails now and then, when it works again, every delivery has its place."""
    expected = {
        kind: feed.published_by(days_later(30)) for kind, feed in county_feeds(county(5, 40), 7).items()
    }
    delivered, failed = county_feeds(county(5, 40), 7), Counter[int]()
    release = DeliveryStore.release

    def failing(spool: DeliveryStore, end: datetime) -> None:
        release(spool, end)
        failed[id(spool)] += 1
        if failed[id(spool)] % 3 == 1:
            raise OSError("no space left on device")

    monkeypatch.setattr(DeliveryStore, "release", failing)
    for kind, feed in delivered.items():
        while True:
            try:
                assert feed.published_by(days_later(30)) == expected[kind]
                break
            except OSError:
                assert failed.total() < 2_000

    assert min(failed.values()) > 31


async def test_the_drop_folder_keeps_no_more_than_where_it_is(tmp_path: Path) -> None:
    before = alive(Delivery)
    drops = Drops(tmp_path / "drops", "county", all_made_up(3_000), BatchSizes())

    for day in range(100):
        await drops.publish(FIRST + timedelta(days=day))

    assert len(list((tmp_path / "drops" / "payment").glob("*.xlsx"))) > 50
    assert alive(Delivery) == before
    assert len(drops._positions) == 3


def an_issue_a_day(day: date) -> list[Act]:
    """An issue raised and accepted on a day, its number that of the day; nothing becomes of it after that."""
    number = (day - EVENING.date()).days
    at = EVENING + timedelta(days=number)
    raised = act(number * 2, ActKind.RAISE, "enterprise-a", number, project="SP1", category="land")
    accepted = act(number * 2 + 1, ActKind.ACCEPT, "dispatcher", number)
    return [Act(one.number, at, one.account, one.act, one.issue, one.payload) for one in (raised, accepted)]


class Months:
    """Every day is there when it is asked for, and is not kept."""

    def get(self, day: date, otherwise: object) -> list[Act]:
        return an_issue_a_day(day)


async def people_after(world: World, days: int) -> tuple[int, int]:
    """How many acts are alive, and of how many issues the people know the id, when so many days have passed."""
    before = alive(Act)
    world.days = Months()  # type: ignore[assignment]  # the driver asks it for a day, no more
    driver = world.driver()
    for day in range(days + 1):
        world.clock.time = days_later(day) + timedelta(minutes=5)
        await driver.look()
    assert driver.progress.done == 2 * days
    return alive(Act).total() - before.total(), len(driver._people._issues)


async def test_the_people_forget_issues_that_have_gone_their_way(tmp_path: Path) -> None:
    first = await people_after(World(tmp_path, history=()), 80)
    (tmp_path / "people.json").unlink()
    second = await people_after(World(tmp_path, history=()), 120)

    assert first == second
    assert second[1] < 80


async def test_people_who_forget_nothing_would_be_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ActRunner, "_forget", lambda _: None)
    monkeypatch.setattr(ActSchedule, "forget", lambda *_: None)

    acts, issues = await people_after(World(tmp_path, history=()), 100)

    assert acts >= 100
    assert issues == 100


@pytest.mark.parametrize("after", [-20, 1, 200])
def test_a_diary_that_begins_late_has_the_same_acts_and_knows_who_raised_their_issues(after: int) -> None:
    whole, late = act_schedule(county(2, 40)), act_schedule(county(2, 40))
    since, until = days_later(after), days_later(260)
    whole.due(None, until)

    due = late.due(since, until)

    assert due == whole.due(since, until)
    assert len(due) > 20
    for one in due:
        if one.issue is not None:
            assert late.raising(one.issue) == whole.raising(one.issue)


def test_an_issue_is_known_as_long_as_anything_is_done_about_it() -> None:
    schedule = act_schedule(county(2, 40))
    done = 0
    for day in range(-30, 300):
        for one in schedule.due(days_later(day - 1), days_later(day)):
            if one.issue is not None:
                assert schedule.knows(one.issue)
                done += 1
        schedule.forget(days_later(day))

    assert done > 100
