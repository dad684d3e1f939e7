"""The county that the pages show is the one that was generated, project by project."""

from __future__ import annotations

from pathlib import Path

import pytest
from deploy.local.tests.running import Up, up, zhouqi

from tests.e2e.agreement import disagreements
from tests.e2e.client import Client, truth

pytestmark = pytest.mark.usefixtures("processes")

SERVICES = ("ingest", "lifecycle", "warning", "issues", "policy", "cockpit")
REQUIRED = {
    "projects": 500,
    "stalls": {"found": 139, "cleared": 77, "clearing_rate": 0.554},
    "issues": {"pushed": 28, "done": 26, "in_progress": 2, "done_rate": 0.929},
    "full_view": 67,
}
"""The figures of the requirement."""


def _agrees(stack: Up) -> None:
    with Client(stack) as client:
        assert disagreements(client, truth(stack)) == []


def _shows_what_is_required(stack: Up) -> None:
    with Client(stack) as client:
        overview = client.get("/api/cockpit/overview")
    assert {name: overview[name] for name in REQUIRED} == REQUIRED
    assert sum(overview["lights"].values()) == 500


@pytest.mark.timeout(600)
def test_the_county_of_seed_1_first_again_and_rebuilt(tmp_path: Path) -> None:
    with up(tmp_path / "data", "--seed", "1", "--size", "500") as stack:
        stack.wait_ready()
        _shows_what_is_required(stack)
        _agrees(stack)

        for service in SERVICES:
            rebuilt = zhouqi("rebuild", service, "--data", str(stack.data))
            assert rebuilt.returncode == 0, rebuilt.stderr
        _shows_what_is_required(stack)
        _agrees(stack)
        for service in SERVICES:
            verified = zhouqi("events", "verify", service, "--data", str(stack.data))
            assert verified.returncode == 0, verified.stdout

    with up(tmp_path / "data", "--seed", "1", "--size", "500") as stack:
        stack.wait_ready()
        _shows_what_is_required(stack)
        _agrees(stack)
