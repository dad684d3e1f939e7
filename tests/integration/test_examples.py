"""What the documents tell a department to run, run against a county: every milestone once, and on from there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from deploy.local.tests.running import Up, up

from tests.e2e.client import Client
from tests.integration.examples import EXAMPLES, Example, started


@pytest.fixture(scope="module")
def stack(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    """One county for all of them."""
    with up(tmp_path_factory.mktemp("integration") / "data") as county:
        county.wait_ready()
        yield county


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_prints_every_milestone_once_and_goes_on_from_there(
    example: Example, stack: Up, tmp_path: Path
) -> None:
    example.require()
    bus, group = f"127.0.0.1:{stack.bus_port}", f"{example}-1"
    there = _lines(stack)
    with started(example, tmp_path, bus, group=group, seen=tmp_path / "first") as running:
        running.wait_for(len(there))
    assert Counter(running.lines()) == Counter(there)

    # While it was down another milestone was reached. What it has seen is forgotten where the group's place tells.
    new = _report(stack)
    seen = tmp_path / ("second" if example.remembers_by_group else "first")
    with started(example, tmp_path, bus, group=group, seen=seen) as running:
        running.wait_for(1)
    assert running.lines() == [new]

    # The bus has forgotten the group: everything comes again, and is told by its id.
    newer = _report(stack)
    unseen = [new, newer] if example.remembers_by_group else [newer]
    with started(example, tmp_path, bus, group=f"{example}-2", seen=tmp_path / "first") as running:
        running.wait_for(len(unseen))
    assert running.lines() == unseen


def _lines(stack: Up) -> list[str]:
    """What an example has to print: the milestones in lifecycle's store, in its order."""
    settings = json.loads((stack.data / "stack.json").read_text())["environment"]
    with psycopg.connect(settings["ZHOUQI_DSN__LIFECYCLE"]) as connection:
        query = "select data::text from log.event where type = 'MilestoneReached' order by position"
        facts = [json.loads(text) for (text,) in connection.execute(query).fetchall()]
    return [" ".join((fact["project_id"], fact["milestone"], fact.get("on", "-"))) for fact in facts]


def _report(stack: Up) -> str:
    """An agent reports a milestone that was not reached before; the line that says so."""
    before = _lines(stack)
    with Client(stack) as leader:
        today = leader.get("/api/ingest/day")["today"]
        projects = leader.projects(status="all")
    for project in projects:
        with Client(stack, f"agent-{project['township']}-1") as agent:
            path = f"/api/lifecycle/projects/{project['id']}"
            acts = agent.get(f"{path}/acts")
            waiting = {one["milestone"] for one in acts["requests"]}
            for milestone in [one for one in acts["report"] if one not in waiting]:
                number = f"代办〔2026〕{len(before)}-{project['code'][-6:]}-{milestone}"
                agent.post(f"{path}/milestones/{milestone}/report", {"on": today, "document": number})
                if _lines(stack) != before:
                    (new,) = _lines(stack)[len(before) :]
                    assert new == f"{project['id']} {milestone} {today}"
                    return new
    raise AssertionError("no project has a milestone left to report")
