import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from deploy.sources.tests.counties import EVENING, county, days_later
from deploy.sources.tests.reader import acceptable
from fastapi.testclient import TestClient
from stdnum.cn import uscc

from zhouqi.sources.app import make_app
from zhouqi.sources.clock import Clock, FileClock, FixedClock
from zhouqi.sources.deliveries import Kind, county_feeds
from zhouqi.sources.serving.fault_injection import FaultInjection

TOKEN = "token-of-the-sources"
TRUTH_TOKEN = "token-of-the-truth-only"
PROJECTS = "/approval/v3/projects"
PATHS = {
    PROJECTS: Kind.PROJECT,
    "/approval/v3/agreements": Kind.AGREEMENT,
    "/approval/v3/lands": Kind.LAND,
    "/approval/v3/filings": Kind.FILING,
    "/approval/v3/energy-reviews": Kind.ENERGY,
    "/approval/v3/environment-assessments": Kind.ENVIRONMENT,
    "/approval/v3/planning-permits": Kind.PLANNING,
    "/approval/v3/construction-permits": Kind.PERMIT,
    "/approval/v3/statistics-entries": Kind.STATISTICS,
    "/approval/v3/investments": Kind.INVESTMENT,
    "/performance/v1/sales": Kind.SALES,
    "/performance/v1/taxes": Kind.TAX,
    "/performance/v1/evaluations": Kind.PERFORMANCE,
}

MakeClient = Callable[..., TestClient]


def client(
    token: str | None = TOKEN,
    clock: Clock = FixedClock(EVENING),  # noqa: B008 (never changed)
    faults: FaultInjection | None = None,
    seed: int = 1,
    shuffle: int = 0,
) -> TestClient:
    delivered = county_feeds(county(seed, 40), shuffle)
    app = make_app(
        county(seed, 40), delivered, clock, TOKEN, TRUTH_TOKEN, faults or FaultInjection(seed), (), shuffle
    )
    return TestClient(app, headers={} if token is None else {"Authorization": f"Bearer {token}"})


def read_all(source: TestClient, limit: int, path: str = PROJECTS) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor, more = "", True
    while more:
        page = source.get(path, params={"updated_after": cursor, "limit": limit}).json()
        items += page["items"]
        cursor, more = page["next"], page["more"]
    return items


@pytest.mark.parametrize("path", [PROJECTS, "/county/v1/register", "/truth"])
@pytest.mark.parametrize("token", [None, "", "wrong-token-of-the-sources"])
def test_without_the_right_token_there_is_nothing_to_read(path: str, token: str | None) -> None:
    answer = client(token).get(path)

    assert answer.status_code == 401
    assert answer.json()["code"] == "unauthorized"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_either_token_opens_its_own_side_only() -> None:
    assert client(TOKEN).get("/truth").status_code == 401
    assert client(TRUTH_TOKEN).get(PROJECTS).status_code == 401
    assert client(TRUTH_TOKEN).get("/truth").status_code == 200


def test_without_a_truth_token_nobody_reads_the_truth() -> None:
    app = make_app(
        county(1, 40), county_feeds(county(1, 40)), FixedClock(EVENING), TOKEN, None, FaultInjection(1)
    )

    assert TestClient(app, headers={"Authorization": "Bearer None"}).get("/truth").status_code == 401


@pytest.mark.parametrize("limit", ["0", "-1", "501", "many", "1e2"])
def test_a_limit_out_of_bounds_is_refused_with_a_reason(limit: str) -> None:
    answer = client().get(PROJECTS, params={"limit": limit})

    assert answer.status_code == 400
    assert answer.json()["code"] == "bad_request"
    assert answer.json()["message"].startswith("limit: ")


@pytest.mark.parametrize("cursor", ["x", "游标", "AAAA", "cHJvamVjdA", "x" * 5000, "cHJvamVjdDoxOjQwOng6LTE"])
def test_a_cursor_of_no_system_is_refused(cursor: str) -> None:
    answer = client().get(PROJECTS, params={"updated_after": cursor})

    assert answer.status_code == 400
    assert answer.json()["code"] == "cursor_unknown"


def test_a_cursor_of_another_county_is_refused() -> None:
    cursor = client(seed=2).get(PROJECTS).json()["next"]

    assert client(seed=1).get(PROJECTS, params={"updated_after": cursor}).json()["code"] == "cursor_unknown"


def test_pages_of_any_size_give_the_same_records() -> None:
    records = read_all(client(), 500)

    assert records == read_all(client(), 7)
    assert len(records) > 100
    assert all(record["updated_at"].endswith("+08:00") for record in records)


@pytest.mark.parametrize("path", PATHS)
def test_every_kind_is_served_whole_and_in_the_order_in_which_it_was_put_out(path: str) -> None:
    feed = county_feeds(county(1, 40))[PATHS[path]]

    records = read_all(client(), 150, path)

    assert records == [
        {**delivery.record, "updated_at": delivery.source_time.isoformat()}
        for delivery in feed.published_by(EVENING)
    ]
    assert records == read_all(client(shuffle=0), 500, path)


@pytest.mark.parametrize("path", PATHS)
def test_a_shuffled_history_comes_in_other_pages_and_another_order_but_is_the_same(path: str) -> None:
    records = read_all(client(), 500, path)

    shuffled = read_all(client(shuffle=3), 100, path)
    first = client(shuffle=3).get(path, params={"limit": 100}).json()

    assert sorted(map(str, shuffled)) == sorted(map(str, records))
    assert shuffled != records
    assert len(first["items"]) < 100


def test_a_cursor_of_one_kind_is_refused_by_another() -> None:
    cursor = client().get(PROJECTS).json()["next"]

    answer = client().get("/approval/v3/lands", params={"updated_after": cursor})

    assert (answer.status_code, answer.json()["code"]) == (400, "cursor_unknown")


def test_the_last_page_says_where_to_go_on_and_new_days_bring_only_what_is_new() -> None:
    old = client().get(PROJECTS, params={"limit": 500}).json()
    again = client().get(PROJECTS, params={"updated_after": old["next"]}).json()
    new = client(clock=FixedClock(days_later(60))).get(PROJECTS, params={"updated_after": old["next"]}).json()

    assert again == {"items": [], "next": old["next"], "more": False}
    assert new["items"]
    assert read_all(client(clock=FixedClock(days_later(60))), 500) == old["items"] + new["items"]


def test_an_unreadable_clock_is_an_outage(tmp_path: Path) -> None:
    answer = client(clock=FileClock(tmp_path / "clock.json")).get(PROJECTS)

    assert answer.status_code == 503
    assert answer.json()["code"] == "clock_unreadable"


def test_faults_on_purpose_come_at_their_rate_and_repeat_by_seed() -> None:
    def outcomes() -> list[int]:
        source = client(faults=FaultInjection(seed=4, rate=0.3))
        return [source.get(PROJECTS, params={"limit": 1}).status_code for _ in range(60)]

    first = outcomes()

    assert first == outcomes()
    assert set(first) == {200, 503}
    assert 6 <= first.count(503) <= 32


def test_the_register_names_townships_departments_and_accounts() -> None:
    register = client().get("/county/v1/register").json()

    assert register["county"] == {"code": "330529", "name": "澄川县"}
    assert len(register["townships"]) == len(register["departments"]) == 12
    assert {"leader", "dispatcher", "operator"} <= {account["id"] for account in register["accounts"]}


def test_the_register_names_enterprises_and_gives_accounts_to_those_that_act() -> None:
    register = client().get("/county/v1/register").json()

    enterprises = {enterprise["code"]: enterprise for enterprise in register["enterprises"]}
    owners = {record["enterprise_code"] for record in read_all(client(), 500) if not record["withdrawn"]}
    townships = {township["code"] for township in register["townships"]}
    assert {code for code in owners if code is not None and uscc.is_valid(code)} <= set(enterprises)
    assert len(enterprises) == len(register["enterprises"])
    assert {enterprise["township_code"] for enterprise in enterprises.values()} <= townships
    acting = [account for account in register["accounts"] if account["role"] == "enterprise"]
    assert acting
    for account in acting:
        assert account["id"] == f"enterprise-{account['scope'].lower()}"
        assert account["name"] == enterprises[account["scope"]]["name"]


def test_new_enterprises_are_registered_with_their_first_project() -> None:
    now = client().get("/county/v1/register").json()["enterprises"]
    later = client(clock=FixedClock(days_later(90))).get("/county/v1/register").json()["enterprises"]

    assert {enterprise["code"] for enterprise in now} < {enterprise["code"] for enterprise in later}


@pytest.mark.parametrize("path", PATHS)
def test_the_truth_holds_what_was_served(path: str) -> None:
    truth = client(TRUTH_TOKEN).get("/truth").json()
    deliveries = sorted(
        (
            delivery
            for record in truth["records"]
            if record["kind"] == PATHS[path]
            for delivery in record["deliveries"]
        ),
        key=lambda delivery: int(delivery["position"]),
    )

    served = read_all(client(), 500, path)

    assert [{**d["record"], "updated_at": d["source_time"]} for d in deliveries] == served


def test_the_truth_says_what_was_true_from_when_on() -> None:
    truth = client(TRUTH_TOKEN).get("/truth").json()
    townships = [entry["code"] for entry in client().get("/county/v1/register").json()["townships"]]

    assert (truth["seed"], truth["size"]) == (1, 40)
    assert truth["scenario_day"] == "2026-10-30"
    assert {record["kind"] for record in truth["records"]} == set(Kind)
    for record in truth["records"]:
        for values in record["facts"].values():
            days = [value["from"] for value in values]
            assert days == sorted(set(days))
            assert days[-1] <= "2026-10-30"
        if record["kind"] == Kind.PROJECT:
            assert all(d["valid"] == acceptable(d["record"], townships) for d in record["deliveries"])


def test_the_truth_grows_with_the_days() -> None:
    later = TestClient(
        make_app(
            county(1, 40),
            county_feeds(county(1, 40)),
            FixedClock(days_later(90)),
            TOKEN,
            TRUTH_TOKEN,
            FaultInjection(1),
        ),
        headers={"Authorization": f"Bearer {TRUTH_TOKEN}"},
    )

    now = {record["record_id"] for record in client(TRUTH_TOKEN).get("/truth").json()["records"]}
    then = {record["record_id"]: record for record in later.get("/truth").json()["records"]}

    assert now < set(then)
    assert any(then[record_id]["facts"] for record_id in set(then) - now)


def test_the_program_describes_itself() -> None:
    description = client(None).get("/openapi.json").json()

    assert set(description["paths"]) == {*PATHS, "/county/v1/register", "/truth", "/livez"}
    assert "项目基本信息" in json.dumps(description, ensure_ascii=False)
