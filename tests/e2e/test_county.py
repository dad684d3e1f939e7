"""The county that the pages show is the one that was generated, project by project."""

from __future__ import annotations

from pathlib import Path

import pytest
from deploy.local.tests.running import Up, up, zhouqi

from tests.brokers.waiting import until
from tests.e2e.client import Client, truth
from tests.e2e.oracle import expected, shown


def _agrees(stack: Up) -> None:
    """Every row of the API equals what the truth says, and nothing is stuck."""
    client = Client(stack)
    items = client.projects(status="all")
    assert shown(items) == expected(truth(stack))
    assert not [item for item in items if item["stuck"]]


def test_the_county_of_seed_1_first_again_and_rebuilt(tmp_path: Path) -> None:
    with up(tmp_path / "data", "--seed", "1", "--size", "500") as stack:
        stack.wait_ready()
        assert len(Client(stack).projects()) == 500
        _agrees(stack)

        for service in ("lifecycle", "cockpit", "ingest"):
            rebuilt = zhouqi("rebuild", service, "--data", str(stack.data))
            assert rebuilt.returncode == 0, rebuilt.stderr
        _agrees(stack)
        for service in ("lifecycle", "cockpit", "ingest"):
            verified = zhouqi("events", "verify", service, "--data", str(stack.data))
            assert verified.returncode == 0, verified.stdout

    with up(tmp_path / "data", "--seed", "1", "--size", "500") as stack:
        stack.wait_ready()
        _agrees(stack)


@pytest.mark.parametrize("seed", [2, 3])
def test_other_counties_and_their_next_days(tmp_path: Path, seed: int) -> None:
    with up(tmp_path / "data", "--seed", str(seed)) as stack:
        stack.wait_ready()
        assert len(Client(stack).projects()) == 40
        _agrees(stack)

        operator = Client(stack, "operator")
        for _ in range(5):
            day = operator.get("/api/ingest/day")
            assert operator.post("/api/ingest/days", after=day["today"]).status_code == 202

            def closed(before: str = day["today"]) -> bool:
                return bool(operator.get("/api/ingest/day")["closed"] > before)

            until(closed, 20, "the next day is closed")
        until(
            lambda: shown(Client(stack).projects(status="all")) == expected(truth(stack)),
            20,
            "all came through",
        )
