"""The county's people against an API that is played: order, late entry, outages, refusals, restarts."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from deploy.sources.tests.counties import EVENING
from deploy.sources.tests.small_county import AGENT, CODES, DISPATCHER, START, World, report

from zhouqi.sources.county.acts import Act, ActKind

LATE = {"occurred_at", "late_reason", "late_document"}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


async def test_the_history_is_taken_over_each_act_at_its_time_and_for_its_account(world: World) -> None:
    await world.driver().look()

    times = {act.number: act for act in world.history}
    for entered in world.product.entered:
        if entered.path != "/api/lifecycle/assignments":
            done = times[int(entered.key.removeprefix("people-"))]
            assert (entered.account, entered.at) == (done.account, done.at)
            assert entered.entered_by == "takeover"
    assert sorted(world.paths()) == sorted(
        ["issues", "accept", "assign", "sign", "answer", "rate"] * 2 + ["report", "assignments"]
    )
    assert world.state() == {"entered_until": "2026-10-30T18:00:00+08:00", "done": 15, "refused": 0}
    assert world.product.ended == ["issues", "lifecycle"]


async def test_each_issue_keeps_its_order_and_its_id(world: World) -> None:
    await world.driver().look()

    issues = [entered for entered in world.product.entered if entered.path.startswith("/api/issues/")]
    raised = [entered for entered in issues if entered.path == "/api/issues/issues"]
    assert {str(entered.body["project_id"]) for entered in raised} == {
        str(world.product.id_of(CODES[1])),
        str(world.product.id_of(CODES[3])),
    }
    later = [entered for entered in issues if entered not in raised]
    ids = {entered.path.split("/")[4] for entered in later}
    assert len(ids) == 2
    for issue in ids:
        acts = [entered for entered in later if f"/{issue}/" in entered.path]
        assert [entered.path.rpartition("/")[2] for entered in acts] == [
            "accept",
            "assign",
            "sign",
            "answer",
            "rate",
        ]
        assert [entered.at for entered in acts] == sorted(entered.at or EVENING for entered in acts)


async def test_what_is_sent_is_what_the_act_says(world: World) -> None:
    await world.driver().look()

    bodies = {entered.path.rpartition("/")[2]: entered.body for entered in world.product.entered}
    timeless = {name: {k: v for k, v in body.items() if k not in LATE} for name, body in bodies.items()}
    assert timeless["report"] == {"on": "2026-08-01", "document": "澄发改〔2026〕1号"}
    assert timeless["accept"] == timeless["sign"] == {}
    assert timeless["assign"] == {"department": "planning"}
    assert timeless["answer"] == {"answer": "下月交地"}
    assert timeless["rate"] == {"stars": 5}
    assert timeless["assignments"] == {
        "assignments": [
            {"project_id": str(world.product.id_of(CODES[place])), "department": "reform", "agent": AGENT}
            for place in (4, 5)
        ]
    }


async def test_a_restart_with_its_file_asks_for_nothing(world: World) -> None:
    await world.driver().look()
    before = world.product.requests

    driver = world.driver()
    await driver.look()

    assert world.product.requests == before
    assert driver.progress.done == 15


async def test_a_restart_without_its_file_repeats_and_changes_nothing(world: World) -> None:
    await world.driver().look()
    entered = list(world.product.entered)
    world.file.write_text("{")

    await world.driver().look()

    assert world.product.entered == entered
    assert world.product.repeated == len(entered)
    assert world.state()["done"] == 15


async def test_a_restart_in_the_middle_of_an_issue_goes_on_with_the_same_issue(world: World) -> None:
    world.clock.time = START + timedelta(hours=25)
    await world.driver().look()
    assert world.state()["done"] == 9
    assert not world.product.ended, "the history goes on"

    world.clock.time = EVENING
    await world.driver().look()

    later = [
        entered.path.split("/") for entered in world.product.entered if "/issues/issues/" in entered.path
    ]
    assert len({path[4] for path in later}) == 2
    assert world.paths().count("issues") == 2
    assert world.paths().count("rate") == 2
    assert world.state()["done"] == 15


async def test_people_wait_for_an_api_that_is_not_there(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    working = world.transport

    class Away(httpx2.AsyncBaseTransport):
        tries = 0

        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            self.tries += 1
            if self.tries <= 100:
                raise httpx2.ConnectError("refused")
            return await working.handle_async_request(request)

    world.transport = Away()
    await world.driver().look()

    assert world.state()["done"] == 15
    assert caplog.text.count("waiting for http://product") == 1
    assert caplog.text.count("http://product answers") == 1


async def test_people_try_again_when_the_api_is_busy(world: World) -> None:
    world.product.down = 30

    await world.driver().look()

    assert (world.state()["done"], world.state()["refused"]) == (15, 0)
    assert len(world.pauses) == 30
    assert all(1 <= seconds <= 5 for seconds in world.pauses)


async def test_people_wait_for_a_project_that_has_not_come_through(world: World) -> None:
    world.product.codes = CODES[:2]

    def come_through() -> None:
        world.product.codes = CODES[: min(len(world.pauses), 10)]

    world.meanwhile = come_through
    await world.driver().look()

    assert (world.state()["done"], world.state()["refused"]) == (15, 0)
    assert world.pauses


async def test_a_project_that_never_comes_is_given_up_and_the_rest_is_done(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.product.codes = [code for code in CODES if code not in {CODES[3], CODES[4]}]

    await world.driver().look()

    assert (world.state()["done"], world.state()["refused"]) == (15 - 7, 7)
    assert caplog.text.count("is given up: 404 project-unknown") == 2
    assert "5 more on issue 2 are left out" in caplog.text


async def test_a_session_that_ran_out_is_opened_again(world: World) -> None:
    def refuse(account: str, path: str, body: Mapping[str, object]) -> None:
        if path.endswith("/sign"):
            world.product.sessions.clear()

    world.product.refuse = refuse
    await world.driver().look()

    assert (world.state()["done"], world.state()["refused"]) == (15, 0)
    assert world.product.signed_in.count("takeover") > 1


async def test_the_history_needs_one_account(world: World) -> None:
    await world.driver().look()

    assert world.product.signed_in == [DISPATCHER, "takeover"], "who reads the list, and who takes over"


async def test_an_unexpected_refusal_is_an_error_and_ends_its_issue_only(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    first = str(world.product.id_of(CODES[1]))

    def refuse(account: str, path: str, body: Mapping[str, object]) -> tuple[int, str] | None:
        return (422, "personal-data") if body.get("project_id") == first else None

    world.product.refuse = refuse
    await world.driver().look()

    assert (world.state()["done"], world.state()["refused"]) == (15 - 6, 6)
    (error,) = (record for record in caplog.records if record.levelno == logging.ERROR)
    assert (
        "act 1 (raise by enterprise-91330529ma082tr57t) is given up: 422 personal-data" in error.getMessage()
    )
    assert not world.pauses


async def test_later_acts_on_a_lost_issue_are_left_out(world: World) -> None:
    def refuse(account: str, path: str, body: Mapping[str, object]) -> tuple[int, str] | None:
        return (403, "forbidden") if path.endswith("/sign") else None

    world.product.refuse = refuse
    world.clock.time = START + timedelta(hours=35)
    driver = world.driver()
    await driver.look()
    before = world.product.requests

    world.clock.time = EVENING
    await driver.look()

    assert (world.state()["done"], world.state()["refused"]) == (9, 6)
    assert world.product.requests == before + len(world.product.ended), "the end of the takeover alone"


async def test_what_comes_before_the_last_known_step_is_entered_as_of_now(world: World) -> None:
    def refuse(account: str, path: str, body: Mapping[str, object]) -> tuple[int, str] | None:
        late = path.endswith("/report") and "occurred_at" in body
        return (409, "before-last") if late else None

    world.product.refuse = refuse
    await world.driver().look()

    assert (world.state()["done"], world.state()["refused"]) == (15, 0)
    (entered,) = (entered for entered in world.product.entered if entered.path.endswith("/report"))
    assert entered.at is None
    assert entered.key == "people-5-now"


async def test_a_day_that_a_source_gives_by_now_needs_no_report(world: World) -> None:
    def refuse(account: str, path: str, body: Mapping[str, object]) -> tuple[int, str] | None:
        return (409, "already-dated") if path.endswith("/report") else None

    world.product.refuse = refuse
    await world.driver().look()

    assert (world.state()["done"], world.state()["refused"]) == (15, 0)


async def test_people_go_on_with_the_clock_and_do_nothing_while_it_stands(world: World) -> None:
    tomorrow = EVENING.date() + timedelta(days=1)
    next_act = Act(900, EVENING + timedelta(hours=16), AGENT, ActKind.REPORT, None, report(5, "SP6").payload)
    world.days = {tomorrow: [next_act]}
    driver = world.driver()
    await driver.look()
    written, requests = world.file.stat().st_mtime_ns, world.product.requests

    await driver.look()
    assert (world.file.stat().st_mtime_ns, world.product.requests) == (written, requests)

    world.clock.time = EVENING + timedelta(hours=17)
    await driver.look()
    assert world.state()["done"] == 16
    assert (world.product.entered[-1].account, world.product.entered[-1].at) == (AGENT, None), "as of now"

    world.clock.time += timedelta(seconds=10)
    await driver.look()
    assert world.state()["entered_until"] == (world.clock.time - timedelta(seconds=10)).isoformat()
    await driver.look()
    assert world.state()["entered_until"] == world.clock.time.isoformat()


async def test_a_clock_that_went_back_changes_nothing(world: World) -> None:
    driver = world.driver()
    await driver.look()
    said = world.state()

    world.clock.time -= timedelta(days=3)
    await driver.look()

    assert world.state() == said
