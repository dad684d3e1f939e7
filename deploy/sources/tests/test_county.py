import re
from datetime import timedelta
from itertools import pairwise

import pytest
from deploy.sources.tests.counties import county, days_later, records_begun

from zhouqi.sources.county import County, ProjectTruth
from zhouqi.sources.county.accounts import Role, accounts
from zhouqi.sources.county.coverage import Coverage
from zhouqi.sources.county.departments import DEPARTMENTS
from zhouqi.sources.county.enterprise import draw_enterprise
from zhouqi.sources.county.industries import INDUSTRIES
from zhouqi.sources.county.punctuality import Outcome, Punctuality, draw_timeline, outcome
from zhouqi.sources.county.record import Kind
from zhouqi.sources.county.timeline import Milestone
from zhouqi.sources.scenario import read_scenario

SCENARIO_DAY = read_scenario(1, 500).calendar.scenario_day


def lives(seed: int = 1, size: int = 500) -> tuple[ProjectTruth, ...]:
    return county(seed, size).history_projects


def test_projects_differ_in_every_code_and_enterprises_in_code_and_name() -> None:
    projects = [life.project for life in lives()]
    enterprises = {project.enterprise.code: project.enterprise.name for project in projects}

    assert len({project.code for project in projects}) == len(projects)
    assert len({project.record_id for project in projects}) == len(projects)
    assert len(set(enterprises.values())) == len(enterprises) < len(projects)


def test_enterprises_of_a_long_run_keep_names_of_their_own() -> None:
    numbers = [*range(1, 20_001), *range(100_000, 112_000)]

    assert len({draw_enterprise(3, number).name for number in numbers}) == len(numbers)


def test_industries_are_branches_of_manufacturing() -> None:
    assert all(re.fullmatch(r"C(1[3-9]|[23]\d|4[0-3])\d\d", industry.code) for industry in INDUSTRIES)
    assert len({industry.code for industry in INDUSTRIES}) == len(INDUSTRIES)


def test_the_twelve_departments_and_the_roles_have_accounts_and_no_person_is_named() -> None:
    people = accounts()

    assert len(DEPARTMENTS) == 12
    assert {account.role for account in people} == set(Role) - {Role.ENTERPRISE, Role.TAKEOVER}  # of the file
    assert len({account.id for account in people}) == len(people)
    assert {life.project.agent for life in lives()} <= {a.id for a in people if a.role is Role.AGENT}


@pytest.mark.parametrize("seed", range(1, 4))
def test_a_timeline_keeps_the_order_of_life(seed: int) -> None:
    for life in lives(seed, 100):
        timeline = life.timeline
        reached = [
            step.actual
            for step in timeline.steps
            if step.actual is not None and step.milestone not in {Milestone.SCALED, Milestone.FULL_CAPACITY}
        ]
        papers = timeline.papers

        assert timeline.signed < timeline.registered
        assert all(earlier <= later for earlier, later in pairwise([timeline.signed, *reached]))
        assert papers.energy_reviewed <= papers.planning_permitted <= papers.construction_permitted
        assert papers.construction_permitted < papers.statistics_entered


@pytest.mark.parametrize("fate", Punctuality)
def test_a_timeline_fares_as_it_was_told_to(fate: Punctuality) -> None:
    wanted = {Punctuality.PUNCTUAL: Outcome.NEVER, Punctuality.OVERDUE: Outcome.OPEN}
    young = 0
    for life in lives():
        timeline = draw_timeline(1, life.project, fate, SCENARIO_DAY)
        if timeline is None:
            young += 1
            continue
        coverage = Coverage(life.project.registered)
        assert outcome(life.project, timeline, coverage, SCENARIO_DAY) is wanted.get(fate, Outcome.CLEARED)

    assert young < len(lives()) / 4
    assert fate is not Punctuality.PUNCTUAL or young == 0


def test_an_ended_project_reaches_nothing_more_and_is_late_no_more() -> None:
    project = lives()[0].project
    terminated = project.registered + timedelta(days=30)

    timeline = draw_timeline(1, project, Punctuality.PUNCTUAL, SCENARIO_DAY, terminated)

    assert timeline is not None
    assert all(step.actual is None or step.actual <= terminated for step in timeline.steps)
    assert outcome(project, timeline, Coverage(project.registered), SCENARIO_DAY) is Outcome.NEVER


def test_aims_that_the_county_cannot_meet_are_an_error() -> None:
    scenario = read_scenario(1, 500)
    assert scenario.aims is not None
    impossible = scenario.model_copy(update={"aims": scenario.aims.model_copy(update={"still_late": 480})})

    with pytest.raises(ValueError, match="can be overdue"):
        County(impossible, 1, 500)


def test_identifiers_of_all_systems_are_those_of_one_project_each() -> None:
    place = county(1, 500)
    fields = {
        Kind.LAND: "land_number",
        Kind.PERMIT: "permit_number",
        Kind.SITE: "site_code",
    }
    for kind, field in fields.items():
        owners: dict[object, set[object]] = {}
        for record in records_begun(place, kind):
            named = record.versions[0].says[field]
            if named is not None:
                owners.setdefault(named, set()).add(record.project)
        assert len(owners) > 100
        assert all(len(projects) == 1 for projects in owners.values())


def test_versions_follow_one_another_and_each_differs_from_the_one_before() -> None:
    for life in lives():
        assert life.registered[0].since == life.project.registered
        for before, after in pairwise(life.registered):
            assert before.since < after.since
            assert before.says != after.says
            assert after.says.total_investment > 0
            assert after.says.planned_start < after.says.planned_completion


def test_some_values_go_back_to_an_earlier_one() -> None:
    def returns(life: ProjectTruth) -> bool:
        amounts = [version.says.total_investment for version in life.registered]
        triples = zip(amounts, amounts[1:], amounts[2:], strict=False)
        return any(first == third != second for first, second, third in triples)

    assert sum(returns(life) for life in lives()) > 20


def test_aims_hold_for_their_own_size_only() -> None:
    aimed, drawn = read_scenario(1, 500), read_scenario(1, 40)

    assert aimed.aims is not None
    assert len(lives()) == 500 + aimed.aims.withdrawn
    assert drawn.aims is None
    assert read_scenario(2, 500).aims is None


def test_a_day_after_the_scenario_brings_the_same_few_projects_whenever_it_is_asked() -> None:
    place = county(1, 40)
    days = [days_later(number).date() for number in range(1, 366)]

    born = [tuple(place.registered_on(day)) for day in days]

    again = County(place.scenario, 1, 40)
    assert born[::-1] == [tuple(again.registered_on(day)) for day in reversed(days)]
    assert 200 < sum(len(projects) for projects in born) < 500
    assert max(len(projects) for projects in born) <= 3
    assert all(
        life.project.registered == day for day, projects in zip(days, born, strict=True) for life in projects
    )


@pytest.mark.parametrize("size", [0, 20_001])
def test_a_size_beyond_the_serials_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="1 to 20000"):
        County(read_scenario(1, 500), 1, size)
