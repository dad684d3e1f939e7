import hashlib
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

import pytest
from deploy.sources.tests.counties import EVENING, county, days_later, feed
from deploy.sources.tests.reader import acceptable, held

from zhouqi.sources.county.place import TOWNSHIPS
from zhouqi.sources.deliveries import Delivery, project_feed
from zhouqi.sources.deliveries.delivery import Doubt, Fault

KNOWN = {township.code for township in TOWNSHIPS}
COUNTIES = [*((seed, 40) for seed in range(1, 21)), (1, 500)]

DIGEST = """
import hashlib
from deploy.sources.tests.counties import days_later, feed
print(hashlib.sha256(repr(feed(7, 40).put_out_by(days_later(100))).encode()).hexdigest())
"""


def history(seed: int, size: int) -> Sequence[Delivery]:
    return feed(seed, size).put_out_by(EVENING)


def digest(deliveries: Sequence[Delivery]) -> str:
    return hashlib.sha256(repr(deliveries).encode()).hexdigest()


def test_the_same_seed_gives_the_same_bytes_in_another_process() -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    other = subprocess.run(
        [sys.executable, "-c", DIGEST], env=environment, capture_output=True, text=True, check=True
    )

    assert other.stdout.strip() == digest(feed(7, 40).put_out_by(days_later(100)))


def test_other_seeds_and_sizes_give_other_counties() -> None:
    assert len({digest(history(seed, size)) for seed, size in COUNTIES}) == len(COUNTIES)


@pytest.mark.parametrize(("seed", "size"), COUNTIES)
def test_exactly_size_projects_are_registered_and_not_withdrawn(seed: int, size: int) -> None:
    latest = held(history(seed, size), KNOWN)

    registered = [delivery for delivery in latest.values() if delivery.record["withdrawn"] is False]

    assert len(registered) == size
    assert {delivery.record_id for delivery in registered} == {
        life.project.record_id for life in county(seed, size).lives[:size]
    }
    assert len({delivery.record["project_code"] for delivery in latest.values()}) == len(latest)


@pytest.mark.parametrize(("seed", "size"), COUNTIES)
def test_withdrawn_projects_come_on_top_and_were_valid_before(seed: int, size: int) -> None:
    deliveries = history(seed, size)
    withdrawn = {life.project.record_id for life in county(seed, size).lives[size:]}

    latest = held(deliveries, KNOWN)
    before = held((delivery for delivery in deliveries if not delivery.record["withdrawn"]), KNOWN)

    assert (
        {key for key, delivery in latest.items() if delivery.record["withdrawn"]} == withdrawn <= set(before)
    )


@pytest.mark.parametrize(("seed", "size"), COUNTIES)
def test_what_is_marked_valid_is_what_an_independent_reader_accepts(seed: int, size: int) -> None:
    for delivery in feed(seed, size).put_out_by(days_later(60)):
        assert delivery.valid == acceptable(delivery.record, KNOWN), delivery


@pytest.mark.parametrize(("seed", "size"), COUNTIES)
def test_a_rejected_delivery_is_corrected_or_its_record_is_junk(seed: int, size: int) -> None:
    later = feed(seed, size).put_out_by(days_later(400))
    projects = {life.project.record_id for life in county(seed, size).lives}
    by_record: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in later:
        by_record[delivery.record_id].append(delivery)

    for bad in history(seed, size):
        if not bad.valid and bad.record_id in projects:
            assert any(good.valid and good.source_time > bad.source_time for good in by_record[bad.record_id])
        elif bad.record_id not in projects:
            assert not any(delivery.valid for delivery in by_record[bad.record_id])


@pytest.mark.parametrize(("seed", "size"), COUNTIES)
def test_the_latest_is_well_defined_in_any_order(seed: int, size: int) -> None:
    at: dict[tuple[str, object], object] = {}
    for delivery in feed(seed, size).put_out_by(days_later(60)):
        key = delivery.record_id, delivery.source_time
        assert at.setdefault(key, delivery.record) == delivery.record
        assert delivery.source_time <= delivery.delivered_at


def test_dirt_of_every_kind_is_there() -> None:
    deliveries = history(1, 500)
    seen = Counter((delivery.record_id, delivery.source_time) for delivery in deliveries)
    newest: dict[str, object] = {}
    overtaken = 0
    for delivery in deliveries:
        known = newest.get(delivery.record_id)
        overtaken += known is not None and known > delivery.source_time  # type: ignore[operator]  # both are times
        newest[delivery.record_id] = delivery.source_time

    assert {delivery.fault for delivery in deliveries} == {None, *Fault}
    assert {delivery.doubt for delivery in deliveries} == {None, *Doubt}
    assert any("1900-01-01" in delivery.record.values() for delivery in deliveries)
    assert sum(count > 1 for count in seen.values()) > 50
    assert overtaken > 5
    assert sum((delivery.delivered_at - delivery.source_time).days > 1 for delivery in deliveries) > 50


def test_a_restored_registration_was_delivered_as_withdrawn_before() -> None:
    restored = {
        life.project.record_id
        for life in county(1, 500).lives[:500]
        if any(version.says.withdrawn and version.since <= EVENING.date() for version in life.registered)
    }
    withdrawn = {delivery.record_id for delivery in history(1, 500) if delivery.record["withdrawn"]}

    assert restored
    assert restored <= withdrawn


def test_days_after_the_scenario_bring_a_few_deliveries_each_and_never_change_what_was() -> None:
    fresh, other = project_feed(county(1, 500)), project_feed(county(1, 500))
    counts = [fresh.count(days_later(day)) for day in range(366)]
    daily = [after - before for before, after in pairwise(counts)]

    assert other.put_out_by(days_later(365)) == fresh.put_out_by(days_later(365))
    assert other.put_out_by(EVENING) == fresh.put_out_by(EVENING)
    assert max(daily) <= 20
    assert 300 < sum(daily) < 2000


def test_beyond_the_last_simulated_day_nothing_more_comes() -> None:
    source = project_feed(county(3, 40))
    last = county(3, 40).scenario.calendar.goes_on_until

    end = source.count(days_later((last - EVENING.date()).days + 1))

    assert source.count(days_later(100_000)) == end
