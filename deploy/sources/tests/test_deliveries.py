import hashlib
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from deploy.sources.tests.counties import (
    EVENING,
    all_feeds,
    county,
    days_later,
    feed,
    publish,
    records_begun,
    truth,
)
from deploy.sources.tests.reader import acceptable, held, reference

from tests.calls import counted
from zhouqi.sources.county import County
from zhouqi.sources.county.place import TOWNSHIPS
from zhouqi.sources.deliveries import Delivery, Kind, county_feeds, project_feed
from zhouqi.sources.deliveries.delivery import Doubt, Fault
from zhouqi.sources.scenario import read_scenario

KNOWN = {township.code for township in TOWNSHIPS}
COUNTIES = [*((seed, 40) for seed in range(1, 6)), (1, 500)]
ALL_KINDS = [(2, 40), (1, 500)]
SURE = {Kind.ATTENDANCE, Kind.INPUTS, Kind.SALES, Kind.TAX}
"""Kinds whose records have no field that may be in doubt."""

DIGEST = """
import hashlib
from deploy.sources.tests.counties import days_later, publish
print(hashlib.sha256(repr(publish(7, 40, days_later(100))).encode()).hexdigest())
"""


def history(seed: int, size: int) -> Sequence[Delivery]:
    return feed(seed, size).published_by(EVENING)


def digest(deliveries: Sequence[Delivery]) -> str:
    return hashlib.sha256(repr(deliveries).encode()).hexdigest()


@pytest.mark.usefixtures("processes")
def test_the_same_seed_gives_the_same_bytes_in_another_process() -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    other = subprocess.run(
        [sys.executable, "-c", DIGEST], env=environment, capture_output=True, text=True, check=True
    )

    assert other.stdout.strip() == digest(publish(7, 40, days_later(100)))


def test_other_seeds_and_sizes_give_other_counties() -> None:
    assert len({digest(history(seed, size)) for seed, size in COUNTIES}) == len(COUNTIES)


@pytest.mark.parametrize(("seed", "size"), COUNTIES)
def test_exactly_size_projects_are_registered_and_not_withdrawn(seed: int, size: int) -> None:
    latest = held(history(seed, size), KNOWN)

    registered = [delivery for delivery in latest.values() if delivery.record["withdrawn"] is False]

    assert len(registered) == size
    assert {delivery.record_id for delivery in registered} == {
        life.project.record_id for life in county(seed, size).history_projects[:size]
    }
    assert len({delivery.record["project_code"] for delivery in latest.values()}) == len(latest)


@pytest.mark.parametrize(("seed", "size"), COUNTIES)
def test_withdrawn_projects_come_on_top_and_were_valid_before(seed: int, size: int) -> None:
    deliveries = history(seed, size)
    withdrawn = {life.project.record_id for life in county(seed, size).history_projects[size:]}

    latest = held(deliveries, KNOWN)
    before = held((delivery for delivery in deliveries if not delivery.record["withdrawn"]), KNOWN)

    assert (
        {key for key, delivery in latest.items() if delivery.record["withdrawn"]} == withdrawn <= set(before)
    )


@pytest.mark.parametrize(("seed", "size"), ALL_KINDS)
def test_what_is_marked_valid_is_what_an_independent_reader_accepts(seed: int, size: int) -> None:
    for delivery in publish(seed, size, days_later(60)):
        assert delivery.valid == acceptable(delivery.record, KNOWN, delivery.kind), delivery


@pytest.mark.parametrize(("seed", "size"), ALL_KINDS)
def test_a_rejected_delivery_is_corrected_or_its_record_is_junk(seed: int, size: int) -> None:
    later = publish(seed, size, days_later(150))
    true = {record["record_id"] for record in truth(seed, size)["records"] if record["facts"]}
    by_record: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in later:
        by_record[delivery.record_id].append(delivery)

    for bad in publish(seed, size, EVENING):
        if not bad.valid and bad.record_id in true:
            assert any(good.valid and good.source_time > bad.source_time for good in by_record[bad.record_id])
        elif bad.record_id not in true:
            assert not any(delivery.valid for delivery in by_record[bad.record_id]), bad


@pytest.mark.parametrize(("seed", "size"), ALL_KINDS)
def test_the_latest_is_well_defined_in_any_order(seed: int, size: int) -> None:
    at: dict[tuple[str, str, object], object] = {}
    for delivery in publish(seed, size, days_later(60)):
        key = delivery.kind, delivery.record_id, delivery.source_time
        assert at.setdefault(key, delivery.record) == delivery.record
        assert delivery.source_time <= delivery.delivered_at


@pytest.mark.parametrize(("seed", "size"), ALL_KINDS)
@pytest.mark.parametrize("kind", Kind)
def test_each_record_is_held_as_it_is_true_or_in_doubt(seed: int, size: int, kind: Kind) -> None:
    now = days_later(0)
    latest = held(all_feeds(seed, size)[kind].published_by(now), KNOWN)

    for record in records_begun(county(seed, size), kind):
        stated = {version.since: version.says for version in record.versions if version.since <= now.date()}
        says = latest[record.record_id]
        late = max(stated) > now.date() - timedelta(days=45)
        assert says.record == stated[max(stated)] or says.doubt is not None or late
        assert record.undated_field is None or says.record[record.undated_field] == "1900-01-01"


@pytest.mark.parametrize("kind", Kind)
def test_dirt_is_in_every_kind(kind: Kind) -> None:
    deliveries = all_feeds(1, 500)[kind].published_by(EVENING)
    seen = Counter((delivery.record_id, delivery.source_time) for delivery in deliveries)
    spoilt, doubtful = [{getattr(one, name) for one in deliveries} for name in ("fault", "doubt")]

    assert len(spoilt) > 2
    assert len(doubtful) > 1 or kind in SURE
    assert sum(count > 1 for count in seen.values()) >= 5
    assert any(delivery.delivered_at - delivery.source_time > timedelta(days=1) for delivery in deliveries)


def test_dirt_of_every_sort_is_there() -> None:
    deliveries = publish(1, 500, EVENING)
    newest: dict[str, datetime] = {}
    overtaken = 0
    for delivery in history(1, 500):
        known = newest.get(delivery.record_id)
        overtaken += known is not None and known > delivery.source_time
        newest[delivery.record_id] = delivery.source_time

    assert {delivery.fault for delivery in deliveries} == {None, *Fault}
    assert {delivery.doubt for delivery in deliveries} == {None, *Doubt}
    assert any("1900-01-01" in delivery.record.values() for delivery in deliveries)
    assert overtaken > 5
    assert len({one.kind for one in deliveries if one.record["withdrawn"]}) >= 8
    never = {one.record_id for one in deliveries} - set(held(deliveries, KNOWN))
    assert len({one.kind for one in deliveries if one.record_id in never}) >= 5


def test_some_records_belong_to_no_project_of_the_county() -> None:
    strays = [record for record in truth(1, 500)["records"] if record["project"] is None and record["facts"]]

    assert len(strays) > 3
    assert all(any(delivery["valid"] for delivery in record["deliveries"]) for record in strays)


def test_references_are_typed_by_hand_and_mean_what_they_should() -> None:
    place = county(1, 500)
    codes = {life.project.record_id: life.project.code for life in place.history_projects}
    permits = {
        str(record.versions[0].says["permit_number"]): record.project
        for record in records_begun(place, Kind.PERMIT)
    }
    odd = 0
    for record in records_begun(place, Kind.ACCEPTANCE):
        says = record.versions[-1].says
        code, permit = says["project_code"], says["permit_number"]
        assert record.project is not None
        assert code is not None or permit is not None
        if code is not None:
            odd += code != codes[record.project]
            assert reference(str(code)) == codes[record.project]
        if permit is not None:
            assert permits[reference(str(permit))] == record.project

    assert odd > 20


@pytest.mark.parametrize("moment", [EVENING.replace(hour=17, minute=30), EVENING, days_later(12)])
def test_shuffled_deliveries_are_the_same_in_another_order(moment: datetime) -> None:
    plain, shuffled = all_feeds(5, 40), county_feeds(county(5, 40), shuffle=7)
    again, other = county_feeds(county(5, 40), shuffle=7), county_feeds(county(5, 40), shuffle=8)

    for kind in Kind:
        known = shuffled[kind].published_by(moment)
        assert sorted(map(repr, known)) == sorted(map(repr, plain[kind].published_by(moment)))
        assert known == again[kind].published_by(moment)
        if len(known) > 10:
            assert known != plain[kind].published_by(moment)
            assert known != other[kind].published_by(moment)


def test_what_comes_after_the_history_comes_in_its_order_shuffled_or_not() -> None:
    plain, shuffled = (
        all_feeds(5, 40)[Kind.ATTENDANCE],
        county_feeds(county(5, 40), shuffle=7)[Kind.ATTENDANCE],
    )
    end = plain.count(EVENING)

    assert plain.page(end, 500, days_later(20)) == shuffled.page(end, 500, days_later(20))


@pytest.mark.parametrize("size", [40, 500])
def test_a_county_costs_the_same_for_each_project_whatever_its_size(size: int) -> None:
    with counted() as calls:
        made = county_feeds(County(read_scenario(1, size), 1, size))
        deliveries = sum(feed.count(EVENING) for feed in made.values())

    assert deliveries > 10 * size
    assert calls.made < 5_500 * size


def test_a_restored_registration_was_delivered_as_withdrawn_before() -> None:
    restored = {
        life.project.record_id
        for life in county(1, 500).history_projects[:500]
        if any(version.says.withdrawn and version.since <= EVENING.date() for version in life.registered)
    }
    withdrawn = {delivery.record_id for delivery in history(1, 500) if delivery.record["withdrawn"]}

    assert restored
    assert restored <= withdrawn


def test_days_after_the_scenario_bring_a_few_deliveries_each_and_never_change_what_was() -> None:
    fresh, other = county_feeds(county(1, 500)), county_feeds(county(1, 500))
    counts = [sum(feed.count(days_later(day)) for feed in fresh.values()) for day in range(91)]
    daily = [after - before for before, after in pairwise(counts)]

    for kind in Kind:
        assert other[kind].published_by(days_later(90)) == fresh[kind].published_by(days_later(90))
        assert other[kind].published_by(EVENING) == fresh[kind].published_by(EVENING)
    assert max(daily) <= 150
    assert sum(daily) > 90 * 20


def test_beyond_the_last_simulated_day_nothing_more_comes() -> None:
    source = project_feed(county(3, 40))
    last = county(3, 40).scenario.calendar.goes_on_until

    end = source.count(days_later((last - EVENING.date()).days + 1))

    assert source.count(days_later(100_000)) == end
