"""What the documents tell others to do works against a running stack."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from deploy.local.tests.running import environment, up

from tests.e2e.client import Client

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "subscribe.py"


def test_the_subscriber_of_the_documents_reads_every_milestone(tmp_path: Path) -> None:
    with up(tmp_path / "data") as stack:
        stack.wait_ready()
        with Client(stack) as client:
            shown = {
                (project["id"], event["data"]["milestone"], event["data"]["on"])
                for project in client.projects(status="all")
                for event in client.get(f"/api/cockpit/projects/{project['id']}/trail", limit=200)["items"]
                if event["type"] == "MilestoneReached" and "on" in event["data"]
            }
        assert shown

        with subprocess.Popen(
            [sys.executable, str(EXAMPLE)],
            env={**environment(), "BUS": f"127.0.0.1:{stack.bus_port}", "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as subscriber:
            assert subscriber.stdout is not None
            read: set[tuple[str, str, str]] = set()
            for line in subscriber.stdout:
                words = line.split()
                if words and words[0].startswith("project/"):
                    read.add((words[0].removeprefix("project/"), words[1], words[2]))
                if shown <= read:
                    break
            subscriber.terminate()

    assert shown <= read
