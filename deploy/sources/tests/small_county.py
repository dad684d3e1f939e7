"""People of a small county, and the played product that they work on."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx2
from deploy.sources.tests.counties import EVENING
from deploy.sources.tests.made_up import HandClock
from deploy.sources.tests.product import Product

from zhouqi.sources.county.acts import Act, ActKind
from zhouqi.sources.people.act_runner import ActRunner
from zhouqi.sources.people.act_schedule import ActSchedule
from zhouqi.sources.people.api import Api
from zhouqi.sources.people.driver import Driver
from zhouqi.sources.people.project_ids import ProjectIds
from zhouqi.sources.people.state import StateFile

START = EVENING - timedelta(days=100)
CODES = [f"2101-330529-04-01-{number:06d}" for number in range(10)]
FIRM = "enterprise-91330529ma082tr57t"
AGENT = "agent-330529001-1"
DISPATCHER = "dispatcher"
DEPARTMENT = "department-planning"


def code_of(record_id: str) -> str:
    return CODES[int(record_id.removeprefix("SP"))]


def act(
    number: int, deed: ActKind, account: str, issue: int | None = None, **payload: str | int | None
) -> Act:
    """An act, an hour after the one before."""
    return Act(number, START + timedelta(hours=number), account, deed, issue, payload)


def loop(number: int, issue: int, project: str = "SP1") -> list[Act]:
    """An issue from its raising to its rating, its acts numbered from `number` on in tens."""
    asked = {"category": "land", "title": "供地", "description": "何时交地"}
    return [
        act(number, ActKind.RAISE, FIRM, issue, project=project, **asked),
        act(number + 10, ActKind.ACCEPT, DISPATCHER, issue),
        act(number + 20, ActKind.ASSIGN, DISPATCHER, issue, department="planning"),
        act(number + 30, ActKind.SIGN, DEPARTMENT, issue),
        act(number + 40, ActKind.ANSWER, DEPARTMENT, issue, answer="下月交地"),
        act(number + 50, ActKind.RATE, FIRM, issue, stars=5, remark=None),
    ]


def report(number: int, project: str = "SP2", milestone: str = "started") -> Act:
    return act(
        number,
        ActKind.REPORT,
        AGENT,
        project=project,
        milestone=milestone,
        on="2026-08-01",
        document="澄发改〔2026〕1号",
    )


def assignment(number: int, project: str) -> Act:
    return act(number, ActKind.ASSIGN_PROJECT, DISPATCHER, project=project, department="reform", agent=AGENT)


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
        self.meanwhile: Callable[[], None] = lambda: None
        """What happens at the product during a pause."""
        self.transport: httpx2.AsyncBaseTransport = httpx2.ASGITransport(app=self.product.app())

    def driver(self) -> Driver:
        """New people, as after a restart."""
        schedule = ActSchedule(
            sorted(self.history, key=lambda act: act.at),
            lambda day: self.days.get(day, ()),
            EVENING.date(),
            date(2036, 12, 31),
        )
        api = Api("http://product", self.transport, self.pause)
        return Driver(
            self.clock, schedule, ActRunner(api, ProjectIds(api, code_of), schedule), StateFile(self.file)
        )

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.meanwhile()

    def state(self) -> Mapping[str, object]:
        said = json.loads(self.file.read_text())
        assert isinstance(said, dict)
        return said

    def paths(self) -> list[str]:
        return [entered.path.rpartition("/")[2] for entered in self.product.entered]
