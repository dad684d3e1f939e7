import re
from collections import defaultdict
from datetime import time, timedelta

import pytest
from deploy.sources.tests.counties import EVENING, county, days_later, truth

from zhouqi.sources.county.accounts import Role, accounts
from zhouqi.sources.county.acts import Act, ActKind, acts, acts_of
from zhouqi.sources.county.departments import DEPARTMENTS
from zhouqi.sources.county.enterprises import acting_enterprises, enterprise_accounts, enterprises

CATEGORIES = {"land", "permits", "construction", "utilities", "finance", "labour", "policy", "other"}
COUNTIES = [(1, 500), (2, 40), (3, 40)]


def everything(seed: int, size: int, days: int = 60) -> list[Act]:
    place = county(seed, size)
    later = (acts_of(place, days_later(day).date()) for day in range(1, days + 1))
    return [*acts(place), *(act for of_day in later for act in of_day)]


def by_issue(done: list[Act]) -> dict[int, list[Act]]:
    issues: dict[int, list[Act]] = defaultdict(list)
    for act in done:
        if act.issue is not None:
            issues[act.issue].append(act)
    return issues


def test_the_issues_of_seed_1_stand_as_they_are_aimed_to() -> None:
    issues = by_issue(list(acts(county(1, 500))))
    last = [[act.act for act in steps] for steps in issues.values()]
    assigned = [steps for steps in last if ActKind.ASSIGN in steps]

    assert len(issues) == 35
    assert len(assigned) == 28
    assert sorted(steps[-1] for steps in assigned if ActKind.ANSWER not in steps) == [
        ActKind.ASSIGN,
        ActKind.SIGN,
    ]
    assert sum(steps[-1] is ActKind.DECLINE for steps in last) == 4
    assert sum(ActKind.RETURN in steps for steps in last) >= 1
    assert sum(steps[-1] is ActKind.ANSWER for steps in last) >= 2
    assert sum(steps.count(ActKind.RATE) == 2 for steps in last) >= 1


@pytest.mark.parametrize(("seed", "size"), COUNTIES)
def test_the_history_ends_with_the_scenario_and_days_go_on_the_same_whenever_they_are_asked(
    seed: int, size: int
) -> None:
    place = county(seed, size)
    days = [days_later(day).date() for day in range(1, 40)]
    forth = [acts_of(place, day) for day in days]

    assert max(act.at for act in acts(place)) <= EVENING.replace(hour=17, minute=30)
    assert forth == [acts_of(place, day) for day in reversed(days)][::-1]
    assert all(act.at.date() == day for day, of_day in zip(days, forth, strict=True) for act in of_day)
    assert sum(map(len, forth)) > 20
    assert max(map(len, forth)) < 30


@pytest.mark.parametrize(("seed", "size"), COUNTIES)
def test_people_act_within_their_scope_and_their_hours(seed: int, size: int) -> None:
    place = county(seed, size)
    known = {account.id: account for account in (*accounts(), *enterprise_accounts(place))}
    lives = {life.project.record_id: life for life in place.registered_by(days_later(60).date())}
    steps = by_issue(everything(seed, size))

    for act in everything(seed, size):
        about = act.payload.get("project") or (
            steps[act.issue][0].payload["project"] if act.issue is not None else None
        )
        life = lives[str(about)]
        account = known[act.account]
        assert act.at.utcoffset() == timedelta(hours=8)
        assert time(8, 30) <= act.at.time() <= time(17, 30)
        match account.role:
            case Role.AGENT:
                assert act.act in {ActKind.RAISE, ActKind.REPORT}
                assert {one.says.township_code for one in life.registered} == {account.scope}
            case Role.ENTERPRISE:
                assert act.act in {ActKind.RAISE, ActKind.RATE}
                assert account.scope == life.project.enterprise.code
            case Role.DEPARTMENT:
                assert act.act in {ActKind.SIGN, ActKind.RETURN, ActKind.ANSWER}
            case _:
                assert account.id == "dispatcher"


def test_a_department_answers_what_it_was_assigned_last() -> None:
    for steps in by_issue(everything(1, 500)).values():
        department = None
        for act in steps:
            if act.act is ActKind.ASSIGN:
                department = act.payload["department"]
                assert department in {one.code for one in DEPARTMENTS}
            elif act.account.startswith("department-"):
                assert act.account == f"department-{department}"


def test_what_is_written_is_chinese_short_enough_and_names_nobody() -> None:
    texts = [
        str(value)
        for act in everything(1, 500, 200)
        for field, value in act.payload.items()
        if field in {"title", "description", "reason", "answer", "remark"} and value is not None
    ]
    raised = [act for act in everything(1, 500, 200) if act.act is ActKind.RAISE]

    assert len({act.payload["description"] for act in raised}) > len(raised) / 2
    assert {act.payload["category"] for act in raised} == CATEGORIES
    assert all(len(str(act.payload["title"])) <= 100 for act in raised)
    assert all(re.search(r"[一-鿿]{4}", text) for text in texts)
    assert not any(re.search(r"\d{7}|先生|女士|@", text) for text in texts)


def test_every_project_of_the_county_gets_its_department_and_an_agent_of_its_township() -> None:
    place = county(1, 500)
    assigned = {str(act.payload["project"]): act for act in acts(place) if act.act is ActKind.ASSIGN_PROJECT}

    assert set(assigned) == {life.project.record_id for life in place.registered_projects}
    for life in place.registered_projects:
        act = assigned[life.project.record_id]
        assert act.payload["agent"] == life.project.agent
        assert act.at.date() >= life.project.registered


def test_the_truth_tells_acts_with_what_they_send() -> None:
    told = truth(1, 500)["acts"]

    assert [act["number"] for act in told] == list(range(1, len(told) + 1))
    assert [act["at"] for act in told] == sorted(act["at"] for act in told)
    assert all({"number", "at", "account", "act", "issue"} <= act.keys() for act in told)
    assert all("project" in act for act in told if act["act"] in {"raise", "report", "assign_project"})


def test_enterprises_are_registered_once_and_some_of_them_act() -> None:
    place, day = county(1, 500), EVENING.date()
    registered = {one.code: one for one in enterprises(place, day)}
    acting = acting_enterprises(place, day)

    assert {life.project.enterprise.code for life in place.history_projects} == set(registered)
    assert len(acting) == len(enterprise_accounts(place)) == 30
    assert all(registered[one.code] == one for one in acting)
    assert {"high_tech", "specialised"} <= {honour for one in registered.values() for honour in one.honours}
    assert 0 < sum(one.above_scale for one in registered.values()) < len(registered)


def test_the_register_of_enterprises_only_grows() -> None:
    place = county(2, 40)
    now = {one.code: one for one in enterprises(place, EVENING.date())}
    then = {one.code: one for one in enterprises(place, days_later(200).date())}

    assert now.keys() < then.keys()
    assert all(then[code].township_code == one.township_code for code, one in now.items())
    assert all(then[code].above_scale >= one.above_scale for code, one in now.items())
