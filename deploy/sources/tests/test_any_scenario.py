"""The promises of the deliveries don't rest on the rates that a scenario happens to have."""

from datetime import timedelta

from deploy.sources.tests.counties import EVENING
from deploy.sources.tests.reader import acceptable, held
from hypothesis import given, settings
from hypothesis import strategies as st

from zhouqi.sources.county import County
from zhouqi.sources.county.place import TOWNSHIPS
from zhouqi.sources.deliveries import project_feed
from zhouqi.sources.deliveries.registration import deliveries_of
from zhouqi.sources.scenario import Scenario, read_scenario

KNOWN = {township.code for township in TOWNSHIPS}

shares = st.sampled_from([0.0, 0.2, 0.6, 1.0])
dirt = st.fixed_dictionaries(
    dict.fromkeys(
        [
            "rejectable",
            "doubtful",
            "doubt_corrected",
            "entered_late",
            "delivered_late",
            "repeated",
            "touched",
            "junk",
        ],
        shares,
    )
    | {"days_late": st.sampled_from([1, 20, 365])}
)
projects = st.fixed_dictionaries(
    dict.fromkeys(["withdrawn", "withdrawn_by_mistake", "withdrawn_later", "terminated"], shares)
)
changes = st.fixed_dictionaries({"per_year": st.sampled_from([0.0, 1.0, 3.0]), "reverted": shares})


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Scenarios with any rates, some of whose histories are so short that all of it happens near the scenario's day."""
    usual = read_scenario(2, 12)
    tables = usual.model_dump()
    tables["dirt"] |= draw(dirt)
    tables["projects"] |= draw(projects)
    tables["changes"] |= draw(changes)
    history = timedelta(days=draw(st.sampled_from([30, 45, 400, 2000])))
    tables["calendar"]["history_begins"] = usual.calendar.scenario_day - history
    return Scenario.model_validate(tables)


@settings(deadline=None)
@given(scenarios(), st.integers(0, 10_000))
def test_the_county_shows_exactly_its_size(scenario: Scenario, seed: int) -> None:
    county = County(scenario, seed, 12)
    feed = project_feed(county)

    settled = {life.project.record_id for life in county.lives[:12]}
    withdrawn = {life.project.record_id for life in county.lives[12:]}
    for evening in (EVENING.replace(hour=17, minute=30), EVENING, EVENING.replace(hour=23, minute=59)):
        latest = held(feed.put_out_by(evening), KNOWN)
        assert {key for key, delivery in latest.items() if not delivery.record["withdrawn"]} == settled
        assert {key for key, delivery in latest.items() if delivery.record["withdrawn"]} == withdrawn


@settings(deadline=None)
@given(scenarios(), st.integers(0, 10_000))
def test_every_error_is_marked_and_mended_and_no_time_is_ambiguous(scenario: Scenario, seed: int) -> None:
    for life in County(scenario, seed, 12).lives:
        deliveries = deliveries_of(scenario, seed, life)
        newest = max(delivery.source_time for delivery in deliveries)

        assert all(delivery.valid == acceptable(delivery.record, KNOWN) for delivery in deliveries)
        assert all(delivery.valid for delivery in deliveries if delivery.source_time == newest)
        assert all(delivery.source_time <= delivery.delivered_at for delivery in deliveries)
        said = {(delivery.source_time, str(delivery.record)) for delivery in deliveries}
        assert len(said) == len({moment for moment, _ in said})
