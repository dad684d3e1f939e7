"""The county's people against an API that is played: order, late entry, outages, refusals, restarts."""

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from deploy.sources.tests.counties import EVENING
from deploy.sources.tests.made_up import HandClock
from deploy.sources.tests.product import Product

from zhouqi.sources.county.acts import Act, Deed
from zhouqi.sources.people.api import Api
from zhouqi.sources.people.diary import Diary
from zhouqi.sources.people.driver import Driver
from zhouqi.sources.people.errands import batches
from zhouqi.sources.people.projects import Projects
from zhouqi.sources.people.round import People
from zhouqi.sources.people.state import StateFile

START = EVENING - timedelta(days=100)
CODES = [f"2101-330529-04-01-{number:06d}" for number in range(10)]
FIRM = "enterprise-91330529ma082tr57t"
AGENT = "agent-330529001-1"
DISPATCHER = "dispatcher"
DEPARTMENT = "department-planning"


def code_of(record_id: str) -> str:
    return CODES[int(record_id.removeprefix("SP"))]


def act(number: int, deed: Deed, account: str, issue: int | None = None, **sends: str | int | None) -> Act:
    """An act, an hour after the one before."""
    return Act(number, START + timedelta(hours=number), account, deed, issue, sends)


def loop(number: int, issue: int, project: str = "SP1") -> list[Act]:
    """An issue from its raising to its rating, its acts numbered from `number` on in tens."""
    asked = {"category": "land", "title": "供地", "description": "何时交地"}
    return [
        act(number, Deed.RAISE, FIRM, issue, project=project, **asked),
        act(number + 10, Deed.ACCEPT, DISPATCHER, issue),
        act(number + 20, Deed.ASSIGN, DISPATCHER, issue, department="planning"),
        act(number + 30, Deed.SIGN, DEPARTMENT, issue),
        act(number + 40, Deed.ANSWER, DEPARTMENT, issue, answer="下月交地"),
        act(number + 50, Deed.RATE, FIRM, issue, stars=5, remark=None),
    ]


def report(number: int, project: str = "SP2", milestone: str = "started") -> Act:
    return act(
        number,
        Deed.REPORT,
        AGENT,
        project=project,
        milestone=milestone,
        on="2026-08-01",
        document="澄发改〔2026〕1号",
    )


def assignment(number: int, project: str) -> Act:
    return act(number, Deed.ASSIGN_PROJECT, DISPATCHER, project=project, department="reform", agent=AGENT)


HISTORY = [*loop(1, 1), *loop(2, 2, "SP3"), report(5), assignment(6, "SP4"), assignment(7, "SP5")]


class World:
    """The played product, and people who work on it; pauses take no time and are counted."""

    def __init__(self, folder: Path, history: Sequence[Act] = HISTORY, now: datetime = EVENING) -> None:
        self.product = Product(list(CODES))
        self.clock = HandClock(now)
        self.history = history
        self.days: Mapping[date, Sequence[Act]] = {}
        self.file = folder / "people.json"
        self.pauses: list[float] = []
        self.transport: httpx2.AsyncBaseTransport = httpx2.ASGITransport(app=self.product.app())

    def driver(self) -> Driver:
        """New people, as after a restart."""
        diary = Diary(
            sorted(self.history, key=lambda act: act.at),
            lambda day: self.days.get(day, ()),
            EVENING.date(),
            date(2036, 12, 31),
        )
        api = Api("http://product", self.transport, self.pause)
        return Driver(self.clock, diary, People(api, Projects(api, code_of), diary), StateFile(self.file))

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def state(self) -> Mapping[str, object]:
        said = json.loads(self.file.read_text())
        assert isinstance(said, dict)
        return said

    def paths(self) -> list[str]:
        return [entered.path.rpartition("/")[2] for entered in self.product.entered]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


async def test_the_history_is_entered_late_each_act_at_its_time_and_by_its_account(world: World) -> None:
    await world.driver().look()

    times = {act.number: act for act in world.history}
    for entered in world.product.entered:
        if entered.path != "/api/lifecycle/assignments":
            done = times[int(entered.key.removeprefix("people-"))]
            assert (entered.account, entered.at) == (done.account, done.at)
    assert sorted(world.paths()) == sorted(
        ["issues", "accept", "assign", "sign", "answer", "rate"] * 2 + ["report", "assignments"]
    )
    assert world.state() == {"entered_until": "2026-10-30T18:00:00+08:00", "done": 15, "refused": 0}


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
    timeless = {name: {k: v for k, v in body.items() if k != "occurred_at"} for name, body in bodies.items()}
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

    async def pause(seconds: float) -> None:
        world.pauses.append(seconds)
        world.product.codes = CODES[: min(len(world.pauses), 10)]

    world.pause = pause  # type: ignore[method-assign]
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
    assert world.product.signed_in.count(FIRM) > 1


async def test_each_account_signs_in_once(world: World) -> None:
    await world.driver().look()

    assert sorted(world.product.signed_in) == sorted({FIRM, DISPATCHER, DEPARTMENT, AGENT})


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
    assert world.product.requests == before


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


def assigned(world: World) -> list[tuple[datetime | None, list[str]]]:
    """The accepted assignments: when they were said to be made, and the codes of their projects."""
    codes = {str(world.product.id_of(code)): code for code in CODES}
    return [
        (entered.at, [codes[one["project_id"]] for one in entered.body["assignments"]])
        for entered in world.product.entered
        if entered.path.endswith("/assignments")
    ]


async def test_only_assignments_of_projects_of_which_more_is_known_are_entered_as_of_now(
    world: World,
) -> None:
    world.product.refused = {str(world.product.id_of(CODES[4])): "before-last"}

    await world.driver().look()

    assert assigned(world) == [(START + timedelta(hours=7), [CODES[5]]), (None, [CODES[4]])]
    assert (world.state()["done"], world.state()["refused"]) == (15, 0)


async def test_an_assignment_that_is_refused_is_an_error_and_the_others_stand(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.product.refused = {str(world.product.id_of(CODES[4])): "agent-unknown"}

    await world.driver().look()

    assert assigned(world) == [(START + timedelta(hours=7), [CODES[5]])]
    assert (world.state()["done"], world.state()["refused"]) == (14, 1)
    assert "act 6 (assign_project by dispatcher) is given up: 409 agent-unknown" in caplog.text


async def test_assignments_wait_until_their_service_knows_all_projects(world: World) -> None:
    world.product.codes = CODES[:6]
    world.product.behind = 4

    await world.driver().look()

    assert assigned(world) == [(START + timedelta(hours=7), [CODES[4], CODES[5]])]
    assert len(world.pauses) == 4


async def test_projects_withdrawn_since_are_not_assigned_any_more(world: World) -> None:
    world.product.withdrawn = {CODES[4]}

    await world.driver().look()

    assert assigned(world) == [(START + timedelta(hours=7), [CODES[5]])]
    assert (world.state()["done"], world.state()["refused"]) == (15, 0)


async def test_a_day_that_a_source_gives_by_now_needs_no_report(world: World) -> None:
    def refuse(account: str, path: str, body: Mapping[str, object]) -> tuple[int, str] | None:
        return (409, "already-dated") if path.endswith("/report") else None

    world.product.refuse = refuse
    await world.driver().look()

    assert (world.state()["done"], world.state()["refused"]) == (15, 0)


async def test_people_go_on_with_the_clock_and_do_nothing_while_it_stands(world: World) -> None:
    tomorrow = EVENING.date() + timedelta(days=1)
    next_act = Act(900, EVENING + timedelta(hours=16), AGENT, Deed.REPORT, None, report(5, "SP6").sends)
    world.days = {tomorrow: [next_act]}
    driver = world.driver()
    await driver.look()
    written, requests = world.file.stat().st_mtime_ns, world.product.requests

    await driver.look()
    assert (world.file.stat().st_mtime_ns, world.product.requests) == (written, requests)

    world.clock.time = EVENING + timedelta(hours=17)
    await driver.look()
    assert world.state()["done"] == 16
    assert world.product.entered[-1].at == next_act.at

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


def test_assignments_that_follow_each_other_go_together() -> None:
    many = [assignment(number, f"SP{number}") for number in range(450)]

    sizes = [len(batch) for batch in batches([*many, report(500, "SP1"), assignment(501, "SP1")])]

    assert sizes == [200, 200, 50, 1, 1]


def test_a_batch_holds_no_project_twice() -> None:
    again = [assignment(1, "SP1"), assignment(2, "SP2"), assignment(3, "SP1")]

    assert [[act.number for act in batch] for batch in batches(again)] == [[1, 2], [3]]
