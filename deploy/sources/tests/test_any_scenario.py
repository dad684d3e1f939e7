"""The promises of the deliveries don't rest on the rates that a scenario happens to have."""

from datetime import datetime, timedelta
from itertools import islice

from deploy.sources.tests.counties import EVENING
from deploy.sources.tests.reader import acceptable, held, reference
from hypothesis import given, settings
from hypothesis import strategies as st

from zhouqi.sources.county import County
from zhouqi.sources.county.acts import acts, acts_of
from zhouqi.sources.county.place import TOWNSHIPS
from zhouqi.sources.county.records import records_of
from zhouqi.sources.deliveries import Kind, county_feeds, project_feed
from zhouqi.sources.deliveries.record_deliveries import deliveries_of
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
            "junk_of_others",
        ],
        shares,
    )
    | {"days_late": st.sampled_from([1, 20, 365])}
)
projects = st.fixed_dictionaries(
    dict.fromkeys(["withdrawn", "withdrawn_by_mistake", "withdrawn_later", "terminated"], shares)
)
pace = st.fixed_dictionaries(
    dict.fromkeys(["recovered", "extended", "ended", "overdue"], st.sampled_from([0.0, 0.2, 1.0]))
)
coverage = st.fixed_dictionaries(dict.fromkeys(["complete", "undated", "reported", "filled"], shares))
records = st.fixed_dictionaries(dict.fromkeys(["mistaken", "restored", "strangers"], shares))
people = st.fixed_dictionaries(
    dict.fromkeys(["issues", "issues_a_day", "declined", "returned", "unrated", "rated_badly"], shares)
)
changes = st.fixed_dictionaries({"per_year": st.sampled_from([0.0, 1.0, 3.0]), "reverted": shares})


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Scenarios with any rates, some of whose histories are so short that all of it happens near the scenario's day."""
    usual = read_scenario(2, 12)
    tables = usual.model_dump()
    parts = {
        "dirt": dirt,
        "projects": projects,
        "pace": pace,
        "coverage": coverage,
        "records": records,
        "people": people,
        "changes": changes,
    }
    for name, part in parts.items():
        tables[name] |= draw(part)
    tables["coverage"]["gap"] = dict.fromkeys(tables["coverage"]["gap"], draw(shares))
    history = timedelta(days=draw(st.sampled_from([30, 45, 400, 2000])))
    tables["calendar"]["history_begins"] = usual.calendar.scenario_day - history
    return Scenario.model_validate(tables)


@settings(deadline=None)
@given(scenarios(), st.integers(0, 10_000))
def test_the_county_shows_exactly_its_size(scenario: Scenario, seed: int) -> None:
    county = County(scenario, seed, 12)
    feed = project_feed(county)

    settled = {life.project.record_id for life in county.history_projects[:12]}
    withdrawn = {life.project.record_id for life in county.history_projects[12:]}
    for evening in (EVENING.replace(hour=17, minute=30), EVENING, EVENING.replace(hour=23, minute=59)):
        latest = held(feed.published_by(evening), KNOWN)
        assert {key for key, delivery in latest.items() if not delivery.record["withdrawn"]} == settled
        assert {key for key, delivery in latest.items() if delivery.record["withdrawn"]} == withdrawn


@settings(deadline=None, max_examples=30)
@given(scenarios(), st.integers(0, 10_000), st.sampled_from(Kind))
def test_every_error_is_marked_and_mended_and_no_time_is_ambiguous(
    scenario: Scenario, seed: int, kind: Kind
) -> None:
    for life in County(scenario, seed, 6).history_projects:
        for record in islice(records_of(scenario, seed, kind, life), 8):
            deliveries = deliveries_of(scenario, seed, record)
            newest = max(delivery.source_time for delivery in deliveries)

            assert all(one.valid == acceptable(one.record, KNOWN, kind) for one in deliveries)
            assert all(delivery.valid for delivery in deliveries if delivery.source_time == newest)
            assert all(delivery.source_time <= delivery.delivered_at for delivery in deliveries)
            said = {(delivery.source_time, str(delivery.record)) for delivery in deliveries}
            assert len(said) == len({moment for moment, _ in said})


@settings(deadline=None, max_examples=30)
@given(scenarios(), st.integers(0, 10_000), st.sampled_from(Kind))
def test_what_began_in_the_history_is_put_out_by_its_end_and_says_in_the_end_what_is_true(
    scenario: Scenario, seed: int, kind: Kind
) -> None:
    county, day = County(scenario, seed, 6), scenario.calendar.scenario_day
    closing = EVENING.replace(hour=17, minute=30)
    for life in county.history_projects:
        for record in islice(records_of(scenario, seed, kind, life), 8):
            deliveries = [one for one in deliveries_of(scenario, seed, record) if one.valid]
            if record.begins <= day:
                assert any(one.delivered_at <= closing for one in deliveries)
            last = max(deliveries, key=lambda one: one.source_time)
            assert last.record == record.versions[-1].says or last.doubt is not None
            assert [one.since for one in record.versions] == sorted({one.since for one in record.versions})


@settings(deadline=None, max_examples=20)
@given(scenarios(), st.integers(0, 10_000))
def test_what_names_a_permit_or_a_site_comes_when_that_is_known(scenario: Scenario, seed: int) -> None:
    county = County(scenario, seed, 8)
    for life in county.history_projects:
        known: dict[str, datetime] = {}
        for kind in (Kind.PERMIT, Kind.SITE, Kind.ATTENDANCE, Kind.ACCEPTANCE):
            for record in islice(records_of(scenario, seed, kind, life), 30):
                valid = [one for one in deliveries_of(scenario, seed, record) if one.valid]
                first = min(one.delivered_at for one in valid)
                for field in ("permit_number", "site_code"):
                    named = valid[0].record.get(field)
                    if kind in (Kind.PERMIT, Kind.SITE) and isinstance(named, str):
                        known.setdefault(named, first)
                for one in valid:
                    names = [
                        one.record.get(field) for field in ("permit_number", "site_code", "project_code")
                    ]
                    meant = [reference(name) for name in names if isinstance(name, str)]
                    usable = [name for name in meant if name == life.project.code or name in known]
                    assert usable, (kind, one)
                    if life.project.code not in meant and record.begins > scenario.calendar.scenario_day:
                        assert any(known[name] <= one.delivered_at for name in usable)


@settings(deadline=None, max_examples=10)
@given(scenarios(), st.integers(0, 10_000))
def test_days_one_by_one_bring_what_they_bring_at_once(scenario: Scenario, seed: int) -> None:
    county, other = County(scenario, seed, 4), County(scenario, seed, 4)
    at_once, by_day = county_feeds(other), county_feeds(county)
    for day in range(6):
        for feed in by_day.values():
            feed.count(EVENING + timedelta(days=day))
    later = EVENING + timedelta(days=5)

    assert all(by_day[kind].published_by(later) == at_once[kind].published_by(later) for kind in Kind)
    for feed in at_once.values():
        times = [delivery.delivered_at for delivery in feed.published_by(later)]
        assert times == sorted(times)


@settings(deadline=None, max_examples=20)
@given(scenarios(), st.integers(0, 10_000))
def test_acts_come_in_order_of_time_and_every_issue_step_by_step(scenario: Scenario, seed: int) -> None:
    county = County(scenario, seed, 8)
    done = [*acts(county)]
    for day in range(1, 40):
        done += acts_of(county, (EVENING + timedelta(days=day)).date())

    assert [act.at for act in done] == sorted(act.at for act in done)
    assert len({act.number for act in done}) == len(done)
    for issue in {act.issue for act in done if act.issue is not None}:
        states = [act.act.value for act in done if act.issue == issue]
        assert _goes(states), states


def _goes(states: list[str]) -> bool:
    """Whether acts on an issue follow one another as its states allow."""
    after = {
        "": {"raise"},
        "raise": {"accept", "decline"},
        "accept": {"assign"},
        "assign": {"sign", "return"},
        "return": {"assign"},
        "sign": {"answer"},
        "answer": {"rate"},
        "rate": {"sign"},
        "decline": set(),
    }
    return all(now in after[before] for before, now in zip(["", *states], states, strict=False))
