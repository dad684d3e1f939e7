"""The program of the county's people, over real HTTP, with the acts of a small county."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from deploy.sources.tests.counties import county
from deploy.sources.tests.product import Product

from tests.brokers.waiting import until
from zhouqi.sources.county.acts import acts

pytestmark = pytest.mark.usefixtures("processes")

CLOCK = "at:2026-10-30T18:00:00+08:00"


@contextmanager
def served(product: Product) -> Iterator[str]:
    """The played product on a port of its own."""
    server = uvicorn.Server(uvicorn.Config(product.app(), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started, 10, "the played product listens")
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def environment(**settings: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ZHOUQI_")}
    return {**clean, "ZHOUQI_CLOCK": CLOCK, "ZHOUQI_PEOPLE_SIZE": "40", **settings}


def test_the_program_enters_the_history_and_ends_in_order(tmp_path: Path) -> None:
    state, product = (
        tmp_path / "people.json",
        Product([life.project.code for life in county(1, 40).history_projects], 50),
    )
    with served(product) as url:
        settings = environment(ZHOUQI_PEOPLE_URL=url, ZHOUQI_PEOPLE_STATE=str(state))
        program = [sys.executable, "-m", "zhouqi.sources.people"]
        with subprocess.Popen(program, env=settings, stderr=subprocess.PIPE, text=True) as process:
            until(state.exists, 30, "the people have entered the history")
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=10)

    assert process.returncode == 0, said
    assert json.loads(state.read_text()) == {
        "entered_until": "2026-10-30T18:00:00+08:00",
        "done": len(acts(county(1, 40))),
        "refused": 0,
    }
    assert "ERROR" not in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZHOUQI_PEOPLE_URL", "here"),
        ("ZHOUQI_PEOPLE_SIZE", "0"),
        ("ZHOUQI_PEOPLE_DAY_SECONDS", "-1"),
        ("ZHOUQI_CLOCK", "sundial"),
    ],
)
def test_a_wrong_setting_ends_the_program_with_one_line_that_names_it(
    tmp_path: Path, name: str, value: str
) -> None:
    usual = {"ZHOUQI_PEOPLE_URL": "http://127.0.0.1:1", "ZHOUQI_PEOPLE_STATE": str(tmp_path / "state")}
    ended = subprocess.run(
        [sys.executable, "-m", "zhouqi.sources.people"],
        env=environment(**{**usual, name: value}),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )

    assert ended.returncode == 2
    assert ended.stderr.startswith(f"{name}: ")
    assert ended.stderr.count("\n") == 1


def test_the_people_know_nothing_of_the_product() -> None:
    script = "import sys, zhouqi.sources.people.__main__; print([m for m in sys.modules if m.startswith('zhouqi.')])"

    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert "zhouqi.sources.people.driver" in loaded
    assert all(module.startswith("'zhouqi.sources") for module in loaded.strip("[]\n").split(", "))
