"""When the county is there: two services' databases, their logs written by hand."""

import json
from base64 import b64encode
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from pydantic import SecretStr

from tests.postgres import Database, MakeDatabase
from zhouqi.events import Context, Event, Fact, Intent, Reaction, ReadModel, per_event
from zhouqi.events.contracts.ingest import DayClosed, ProjectRegistered
from zhouqi.events.contracts.lifecycle import MilestoneReached, ProgressClosed
from zhouqi.events.log.connection import Conn
from zhouqi.lifecycle.context import context as lifecycle
from zhouqi.local.caught_up import CaughtUp
from zhouqi.local.event_counts import count_events
from zhouqi.service.loops.health import State
from zhouqi.service.settings import Settings

NOON = datetime.fromisoformat("2026-10-30T12:00:00+08:00")
NOTHING = ReadModel(projections=())


async def nothing(conn: Conn, event: Event, fact: Fact) -> AsyncIterator[Intent]:
    """A reaction that is never run here: only its cursor matters."""
    for _ in range(0):
        yield Intent(event.stream, None)


def reaction(name: str, *facts: type[Fact]) -> Reaction:
    return Reaction(name, facts, lifecycle.reactions[0].decider, "first", per_event(nothing))


COLLECTING = Context(
    name="collecting",
    origin="test",
    publishes=(ProjectRegistered, DayClosed),
    subscribes=(MilestoneReached,),
    read_model=NOTHING,
)
PROGRESS = Context(
    name="progress",
    origin="test",
    publishes=(MilestoneReached, ProgressClosed),
    subscribes=(ProjectRegistered, DayClosed),
    read_model=NOTHING,
    reactions=(reaction("plan", ProjectRegistered), reaction("day", DayClosed)),
)


class Logs:
    """The databases of both."""

    def __init__(self, collecting: Database, progress: Database) -> None:
        self.of = {"collecting": collecting, "progress": progress}

    def write(self, service: str, log: str, *kinds: type[Fact], when: datetime = NOON) -> None:
        """Put one event of each kind into a log."""
        with psycopg.connect(self.of[service].admin_dsn) as connection:
            for kind in kinds:
                connection.execute(
                    f"insert into log.{log} (position, stream, sequence, id, type, schema_version,"
                    " occurred_at, recorded_at, county, correlation_id, data) select coalesce(max(position),"
                    f" 0) + 1, 'any/' || count(*), 1, %s, %s, 1, %s, now(), 'demo', %s, '{{}}' from log.{log}",
                    (uuid4(), kind.type(), when, uuid4()),
                )

    def publish(self, *kinds: type[Fact]) -> None:
        """The collecting service writes, the other receives."""
        self.write("collecting", "event", *kinds)
        self.write("progress", "journal", *kinds)

    def react(self, name: str, position: int) -> None:
        """Move the cursor of a reaction."""
        with psycopg.connect(self.of["progress"].admin_dsn) as connection:
            connection.execute(
                "insert into log.cursor (name, position) values (%s, %s)"
                " on conflict (name) do update set position = excluded.position",
                (f"reaction:{name}", position),
            )

    def react_all(self, position: int) -> None:
        for one in PROGRESS.reactions:
            self.react(one.name, position)


@pytest.fixture
def logs(make_database: MakeDatabase) -> Logs:
    return Logs(make_database(), make_database())


def arrival_of(logs: Logs, people: Path | None = None) -> CaughtUp:
    dsns = {name: SecretStr(database.dsn) for name, database in logs.of.items()}
    return CaughtUp([COLLECTING, PROGRESS], Settings(dsn=dsns), NOON, people)


@pytest.fixture
def arrival(logs: Logs) -> CaughtUp:
    return arrival_of(logs)


async def awaits(arrival: CaughtUp) -> object:
    """What is waited for; None once all is there."""
    found = await arrival.find()
    assert (found.state is State.OK) == ("awaits" not in found.detail)
    return found.detail.get("awaits")


async def test_before_a_day_is_closed_nothing_counts_as_all(logs: Logs, arrival: CaughtUp) -> None:
    assert await awaits(arrival) == "DayClosed"

    logs.publish(DayClosed)
    logs.react_all(1)
    assert await awaits(arrival) is None


async def test_facts_under_way_are_waited_for(logs: Logs, arrival: CaughtUp) -> None:
    logs.publish(DayClosed)
    logs.react_all(1)
    logs.write("collecting", "event", ProjectRegistered, ProjectRegistered)

    found = await arrival.find()

    assert found.state is State.FAILED
    assert found.detail == {
        "awaits": {"progress": {"ProjectRegistered": 2}},
        "events": {"collecting": 3, "progress": 0},
    }


async def test_a_reaction_is_waited_for_also_while_it_waits_itself(logs: Logs, arrival: CaughtUp) -> None:
    logs.publish(ProjectRegistered, DayClosed)
    logs.react("plan", 2)
    logs.react("day", 1)

    assert await awaits(arrival) == {"progress": {"reaction:day": 1}}

    logs.react("day", 2)
    assert await awaits(arrival) is None


async def test_what_a_reaction_published_is_waited_for_in_turn(logs: Logs, arrival: CaughtUp) -> None:
    logs.publish(ProjectRegistered, DayClosed)
    logs.react_all(2)
    logs.write("progress", "event", MilestoneReached, ProgressClosed)

    assert await awaits(arrival) == {"collecting": {"MilestoneReached": 1}}

    logs.write("collecting", "journal", MilestoneReached)
    assert await awaits(arrival) is None


async def test_what_moves_while_it_is_looked_at_is_not_there_yet(
    logs: Logs, arrival: CaughtUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs.publish(ProjectRegistered, DayClosed)
    logs.react_all(2)

    async def moving(conn: Conn, context: Context, until: datetime) -> object:
        seen = await count_events(conn, context, until)
        if context is PROGRESS:  # right after it was looked at, it publishes what was looked for before
            logs.write("progress", "event", MilestoneReached)
        return seen

    monkeypatch.setattr("zhouqi.local.caught_up.count_events", moving)
    assert await awaits(arrival) == "quiet"

    monkeypatch.undo()
    assert await awaits(arrival) == {"collecting": {"MilestoneReached": 2}}, "it was looked at twice"


async def test_what_was_put_aside_has_arrived(logs: Logs, arrival: CaughtUp) -> None:
    logs.publish(DayClosed)
    logs.react_all(1)
    logs.write("collecting", "event", ProjectRegistered)
    origin = b64encode(f"{uuid4()}:1:2".encode()).decode()
    with psycopg.connect(logs.of["progress"].admin_dsn) as connection:
        connection.execute(
            "insert into log.parked (kind, topic, partition, log_offset, digest, cause, value, headers)"
            " values ('message', 'ProjectRegistered', 0, 0, 'x', 'unreadable', 'junk', %s)",
            (json.dumps([["position", origin]]),),
        )

    assert await awaits(arrival) is None


async def test_what_happens_meanwhile_is_not_waited_for(logs: Logs, arrival: CaughtUp) -> None:
    logs.publish(ProjectRegistered, DayClosed)
    logs.react_all(2)
    later = NOON + timedelta(minutes=1)
    logs.write("collecting", "event", ProjectRegistered, ProjectRegistered, when=later)
    logs.write("progress", "journal", ProjectRegistered, when=later)
    logs.write("collecting", "event", ProjectRegistered)

    assert await awaits(arrival) == {"progress": {"ProjectRegistered": 1}}

    logs.write("progress", "journal", ProjectRegistered)
    assert await awaits(arrival) == {"progress": {"reaction:plan": 1}}

    logs.react_all(4)
    assert await awaits(arrival) is None


async def test_the_people_are_waited_for(logs: Logs, tmp_path: Path) -> None:
    file = tmp_path / "people.json"
    arrival = arrival_of(logs, file)
    logs.publish(DayClosed)
    logs.react_all(1)

    assert await awaits(arrival) == "people"

    file.write_text(json.dumps({"entered_until": (NOON - timedelta(minutes=1)).isoformat()}))
    assert await awaits(arrival) == "people"

    file.write_text(json.dumps({"entered_until": NOON.isoformat()}))
    logs.write("progress", "event", MilestoneReached)
    assert await awaits(arrival) == {"collecting": {"MilestoneReached": 1}}, "what they entered, too"

    logs.write("collecting", "journal", MilestoneReached)
    assert await awaits(arrival) is None


@pytest.mark.parametrize(
    "text", ["", "{", "{}", "[]", '{"entered_until": null}', '{"entered_until": "soon"}']
)
def test_a_word_of_the_people_that_says_nothing_is_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "people.json"
    file.write_text(text)

    assert not CaughtUp([], Settings(), NOON, file).entered()


async def test_what_arrived_once_is_not_asked_for_again(logs: Logs, arrival: CaughtUp) -> None:
    logs.publish(ProjectRegistered, DayClosed)
    logs.react_all(2)
    assert await awaits(arrival) is None

    logs.write("collecting", "event", ProjectRegistered)
    assert await awaits(arrival) is None
