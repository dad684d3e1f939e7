"""A county at work while its services are stopped and started: commands, reads, and the next days.

Every command bears a number of its own, so that each can be found again: once, and only once. A command
whose answer did not come is sent again under its key until it is answered, as any client has to.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import uuid4

import httpx2

from tests.distributed.cluster import Cluster
from tests.distributed.waiting import until
from zhouqi.local import ports

_AGAIN_SECONDS = 0.2
_MOST_TRIES = 300
"""A minute's: longer than a service is away."""


@dataclass(frozen=True)
class Done:
    """An accepted command: its number, and the place of its event."""

    number: int
    stream: str
    sequence: int


@dataclass
class Load:
    """What is sent to a deployment. ``pause`` is the wait between two commands of one kind, in seconds."""

    cluster: Cluster
    pause: float = 0.1
    days: bool = True
    rest: float = 5.0
    """Seconds in which a county rests until it looks whether the day is closed, so that the next may come."""
    look: float = 0.25
    """The wait between two reads of one kind."""
    mark: str = field(default_factory=lambda: uuid4().hex[:12])
    """What the commands of this load are known by: their traces begin with it, and end with their number."""
    away: set[str] = field(default_factory=set)
    """Services that are being upgraded: their requests may fail, nobody else's."""
    failures: list[str] = field(default_factory=list)
    """Requests that failed although their service was not away."""
    assigned: list[Done] = field(default_factory=list)
    raised: list[Done] = field(default_factory=list)
    reads: int = 0
    closed: int = 0
    """How many days were let come."""
    _end: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def running(self, *others: Callable[[Callable[[], bool]], None]) -> Iterator[None]:
        """Send until the block ends, then let every command be answered; ``others`` run until then too.

        An other is told by its argument whether the end has come.
        """
        with self._client("leader") as leader, self._client("dispatcher") as dispatcher:
            projects = leader.get("/api/cockpit/projects", params={"limit": 200}).json()["items"]
            agents = dispatcher.get("/api/cockpit/agents").json()
            departments = [one["code"] for one in dispatcher.get("/api/cockpit/departments").json()]
        agent = next(one for one in agents if any(p["township"] == one["township"] for p in projects))
        near = next(one for one in projects if one["township"] == agent["township"])
        loops: list[Callable[[], None]] = [
            lambda: self._assign({one["id"]: one["department"] for one in projects}, departments),
            lambda: self._raise(agent["account"], near["id"]),
            lambda: self._read("/api/cockpit/overview"),
            lambda: self._read("/api/ingest/kinds", "operator"),
            lambda: self._read(f"/api/warning/projects/{near['id']}"),
            lambda: self._read("/api/policy/policies"),
            lambda: self._read(f"/api/lifecycle/projects/{near['id']}/milestones"),
        ]
        if self.days:
            loops.append(self._let_days_come)
        loops += [partial(other, self._end.is_set) for other in others]
        threads = [threading.Thread(target=self._noting, args=(loop,), daemon=True) for loop in loops]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._end.set()
            for thread in threads:
                thread.join(70)
            assert not any(thread.is_alive() for thread in threads), self.failures[:5]

    def _noting(self, loop: Callable[[], None]) -> None:
        """A loop that ends before its time is a failure too."""
        try:
            loop()
        except Exception as error:
            self.failures.append(f"{type(error).__name__}: {error}")
            raise

    def goes_on(self, count: int = 5, patience: float = 120.0) -> None:
        """Return when ``count`` more of every command that can be sent now were accepted."""
        for name, done in (("lifecycle", self.assigned), ("issues", self.raised)):
            if name not in self.away:
                wanted = len(done) + count
                until(lambda done=done, wanted=wanted: len(done) >= wanted, patience, f"{name} accepts")  # type: ignore[misc]

    @contextmanager
    def without(self, service: str) -> Iterator[None]:
        """A block in which ``service`` may be away."""
        self.away.add(service)
        yield
        self.away.discard(service)

    def _paced(self) -> Iterator[int]:
        """1, 2, 3… until the end, ``pause`` apart; what was late is made up for."""
        due = time.monotonic()
        for number in itertools.count(1):
            due += self.pause
            if self._end.wait(max(0.0, due - time.monotonic())):
                return
            yield number

    def _client(self, account: str) -> httpx2.Client:
        return httpx2.Client(
            base_url=f"http://{ports.HOST}:{self.cluster.port}",
            headers={"authorization": f"Bearer {self.cluster.token(account)}"},
            timeout=20,
            trust_env=False,
        )

    def _assign(self, leading: dict[str, str | None], departments: list[str]) -> None:
        """One project after the other, each to another department than the one that leads it."""
        projects = list(leading)
        with self._client("dispatcher") as client:
            for number in self._paced():
                project = projects[number % len(projects)]
                others = [one for one in departments if one != leading[project]]
                leading[project] = others[number // len(projects) % len(others)]
                body = {"assignments": [{"project_id": project, "department": leading[project]}]}
                (answer,) = self._command(client, "/api/lifecycle/assignments", body, number)
                self.assigned.append(Done(number, answer["stream"], answer["sequence"]))

    def _raise(self, account: str, project: str) -> None:
        with self._client(account) as client:
            for number in self._paced():
                said = {
                    "title": f"用电增容 {number}",
                    "description": "供电容量不足",
                    "category": "utilities",
                }
                answer = self._command(client, "/api/issues/issues", {"project_id": project, **said}, number)
                self.raised.append(Done(number, answer["stream"], answer["sequence"]))

    def _let_days_come(self) -> None:
        """The next day comes after the one before is closed."""
        with self._client("operator") as client:
            while not self._end.wait(self.rest):
                day = self._send(client, "GET", "/api/ingest/day")
                if day is not None and day["closed"] == day["today"]:
                    self._command(client, f"/api/ingest/days?after={day['today']}", None)
                    self.closed += 1

    def _read(self, path: str, account: str = "leader") -> None:
        with self._client(account) as client:
            while not self._end.wait(self.look):
                if self._send(client, "GET", path) is not None:
                    self.reads += 1

    def trace(self, number: int) -> str:
        """The trace of the command of that number, which its event names too."""
        return f"{self.mark}{number:020x}"

    def _command(
        self, client: httpx2.Client, path: str, body: Mapping[str, object] | None, number: int = 0
    ) -> Any:
        """Send until it is answered, also beyond the end. Fails after a minute."""
        headers = {"idempotency-key": str(uuid4()), "traceparent": f"00-{self.trace(number)}-{1:016x}-01"}
        tries_left = _MOST_TRIES
        while (answer := self._send(client, "POST", path, json=body, headers=headers)) is None:
            tries_left -= 1
            assert tries_left, f"{path} is not answered"
            time.sleep(_AGAIN_SECONDS)
        return answer

    def _send(self, client: httpx2.Client, method: str, path: str, **more: Any) -> Any:
        """The JSON of the answer; None, and noted unless the service was away, when there is none."""
        service = path.split("/")[2]
        was_away = service in self.away
        try:
            answer = client.request(method, path, **more)
            failed = None if answer.is_success else f"{answer.status_code} {answer.text[:300]}"
        except httpx2.TransportError as error:
            answer, failed = None, f"{type(error).__name__}: {error}"
        if answer is not None and failed is None:
            return answer.json()
        if not (was_away or service in self.away):
            self.failures.append(f"{method} {path}: {failed}")
        return None
