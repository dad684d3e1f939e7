"""The embedded stack with its real processes."""

import json
import signal
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.request import urlopen

import psutil
import psycopg
import pytest
from deploy.local.tests.running import Up, up, zhouqi

from tests.brokers.waiting import until
from zhouqi.local import ports
from zhouqi.local.business_time import SCENARIO
from zhouqi.local.data_folder import VERSION
from zhouqi.local.shutdown import is_running
from zhouqi.service.identity import accounts

pytestmark = pytest.mark.usefixtures("processes")

ENDS_WITHIN = 10.0


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    """One stack for the tests that leave it running."""
    with up(tmp_path_factory.mktemp("stack") / "data") as started:
        started.wait_ready()
        yield started


def one_line(text: str) -> str:
    lines = text.strip().splitlines()
    assert len(lines) == 1, text
    return lines[0]


def test_a_ready_stack_answers_so(stack: Up) -> None:
    with urlopen(f"http://127.0.0.1:{stack.port}/readyz", timeout=5) as answer:
        assert answer.status == 200
    assert f"http://127.0.0.1:{stack.port}/" in stack.said.splitlines()[-2]


def test_it_listens_on_loopback_alone(stack: Up) -> None:
    addresses = {
        connection.laddr.ip
        for process in stack.family()
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}


def test_the_command_finds_it(stack: Up) -> None:
    done = zhouqi("token", "--as", "leader", "--data", str(stack.data))

    assert done.returncode == 0, done.stderr
    assert len(done.stdout.strip()) > 40
    assert (stack.data / "stack.json").stat().st_mode & 0o777 == 0o600


def test_it_says_what_it_waits_for_while_the_county_fills(stack: Up) -> None:
    assert "county     collecting up to 2026-10-30" in stack.said
    assert "county     40 projects, seed 1" in stack.said


def test_its_accounts_are_those_of_its_county(stack: Up) -> None:
    file = stack.data / "accounts.toml"
    assert file.stat().st_mode & 0o777 == 0o600

    account = next(one.id for one in accounts.load(file).all if one.id.startswith("enterprise-"))
    assert zhouqi("token", "--as", account, "--data", str(stack.data)).returncode == 0


def test_what_the_people_did_is_entered_when_it_is_ready(stack: Up) -> None:
    said = json.loads((stack.data / "people.json").read_text())
    assert datetime.fromisoformat(said["entered_until"]) >= SCENARIO
    assert said["refused"] == 0


def test_ingest_may_read_the_exchange_and_no_more(stack: Up) -> None:
    settings = json.loads((stack.data / "stack.json").read_text())["environment"]
    with psycopg.connect(settings["ZHOUQI_INGEST_EXCHANGE_DSN"], autocommit=True) as connection:
        rows = connection.execute("select count(*) from exchange.attendance").fetchone()
        assert rows is not None
        for statement in ("delete from exchange.attendance", "create table exchange.own (a int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_its_data_is_not_given_to_another_stack(stack: Up) -> None:
    done = zhouqi(
        "up",
        "--data",
        str(stack.data),
        "--port",
        str(ports.free_port()),
        "--bus-port",
        str(ports.free_port()),
    )

    assert done.returncode == 1
    assert "in use by another stack" in one_line(done.stderr)


def test_a_taken_port_is_refused_before_anything_is_touched(stack: Up, tmp_path: Path) -> None:
    data = ["--data", str(tmp_path / "new")]

    pages = zhouqi("up", *data, "--port", str(stack.port), "--bus-port", str(ports.free_port()))
    bus = zhouqi("up", *data, "--port", str(ports.free_port()), "--bus-port", str(stack.bus_port))

    assert f"port {stack.port} is taken" in one_line(pages.stderr)
    assert "PORT=" in pages.stderr
    assert f"port {stack.bus_port} is taken" in one_line(bus.stderr)
    assert "BUS_PORT=" in bus.stderr
    assert (pages.returncode, bus.returncode) == (1, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_running_stack_is_not_reset(stack: Up) -> None:
    done = zhouqi("reset", "--yes", "--data", str(stack.data))

    assert done.returncode == 1
    assert "in use" in one_line(done.stderr)
    assert stack.process.poll() is None


@pytest.mark.parametrize(
    "part",
    ["zhouqi.sources ", "zhouqi.sources.people", "zhouqi.local.api", "serve all worker", "tansu broker"],
)
def test_a_process_that_dies_is_started_again(stack: Up, part: str) -> None:
    before = stack.child(part)

    before.kill()

    def back() -> bool:
        found = stack.children(part)
        return bool(found) and before not in found

    until(back, 15, f"{part} is back")
    assert "ended by itself (killed by SIGKILL), starts again" in stack.said


def test_asked_to_end_while_it_starts_it_ends(tmp_path: Path) -> None:
    with up(tmp_path / "data") as stack:
        until(lambda: "bus" in stack.said, 60, "the bus runs")
        family = stack.family()

        stack.process.send_signal(signal.SIGINT)

        assert stack.process.wait(ENDS_WITHIN) == 0
        assert [process for process in family if is_running(process)] == []


def test_killed_it_leaves_no_process_and_the_next_start_goes_on_until_it_is_ended(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with up(data) as first:
        first.wait_ready()
        events = first.events()
        family = first.family()

        first.process.kill()
        first.process.wait()

        until(lambda: not any(is_running(one) for one in family), ENDS_WITHIN, "every process has ended")

    with up(data) as second:
        second.wait_ready()
        family = second.family()
        assert events != []
        assert second.events() == events

        second.process.send_signal(signal.SIGINT)

        assert second.process.wait(ENDS_WITHIN) == 0
        assert [process for process in family if is_running(process)] == []
        assert not (data / "stack.json").exists()


def test_killed_with_its_guardian_its_leftovers_are_ended_by_the_next_start(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with up(data) as first:
        until(lambda: "processes" in first.said, 60, "all processes run")
        family = first.family()
        first.child("zhouqi.local.guardian").kill()
        first.process.kill()
        first.process.wait()

        with up(data, port=first.port, bus_port=first.bus_port) as second:
            until(lambda: "bus" in second.said, 60, "the bus runs")

            assert not any(is_running(process) for process in family)


def test_it_ends_with_the_process_that_it_is_tied_to(tmp_path: Path) -> None:
    with up(tmp_path / "data", "--parent", "1") as stack:  # not its parent, so that one counts as gone
        assert stack.process.wait(30) == 0
        assert "Ending" in stack.said


def test_another_county_is_refused_until_the_data_is_removed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with up(data) as stack:
        until((data / "about.json").exists, 30, "the folder is claimed")
        stack.process.send_signal(signal.SIGTERM)
        stack.process.wait(ENDS_WITHIN)
    free = ["--port", str(ports.free_port()), "--bus-port", str(ports.free_port())]

    refused = zhouqi("up", "--data", str(data), "--seed", "2", *free)
    assert refused.returncode == 1
    assert f"zhouqi reset --data {data}" in one_line(refused.stderr)
    assert json.loads((data / "about.json").read_text())["seed"] == 1

    assert zhouqi("reset", "--yes", "--data", str(data)).returncode == 0
    assert not data.exists()


def test_a_reset_that_is_not_confirmed_removes_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "about.json").write_text(json.dumps({"version": VERSION, "seed": 1, "size": 40}))

    done = zhouqi("reset", "--data", str(data))

    assert done.returncode == 1
    assert (data / "about.json").exists()
