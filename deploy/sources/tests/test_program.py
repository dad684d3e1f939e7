import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import psutil
import psycopg
import pytest
from deploy.sources.tests.counties import EVENING, county

from tests.brokers.waiting import until
from tests.postgres import Database
from zhouqi.local import ports
from zhouqi.sources.deliveries import Kind, county_feeds

pytestmark = pytest.mark.usefixtures("processes")

TOKEN = "token-of-the-sources"


def environment(folder: Path, **settings: str) -> dict[str, str]:
    token = folder / "token"
    token.write_text(TOKEN)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ZHOUQI_")}
    return {
        **clean,
        "ZHOUQI_SOURCES_PORT": str(ports.free_port()),
        "ZHOUQI_SOURCES_TOKEN_FILE": str(token),
        "ZHOUQI_CLOCK": "at:2026-10-30T18:00:00+08:00",
        **settings,
    }


@contextmanager
def running(settings: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """The program, from when it says that it listens until it is told to end."""
    program = [sys.executable, "-m", "zhouqi.sources"]
    with subprocess.Popen(program, env=settings, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            said = next((line for line in process.stderr if "running on" in line), "")
            host = settings.get("ZHOUQI_SOURCES_HOST", "127.0.0.1")
            assert f"http://{host}:{settings['ZHOUQI_SOURCES_PORT']} " in said
            yield process
        finally:
            process.send_signal(signal.SIGTERM)


def imported(settings: dict[str, str]) -> float:
    """Seconds of a processor that it takes to import the program: what this machine is worth just now."""
    program = [sys.executable, "-c", "import time, zhouqi.sources.__main__; print(time.process_time())"]
    return float(subprocess.run(program, env=settings, check=True, capture_output=True, text=True).stdout)


def test_the_program_starts_with_little_work_and_serves_the_county_in_little_memory(tmp_path: Path) -> None:
    """Making the county of 500 costs about as much as the imports; it must not come to several times of it."""
    settings = environment(tmp_path)
    address = f"http://127.0.0.1:{settings['ZHOUQI_SOURCES_PORT']}/approval/v3/projects"

    with running(settings) as process, httpx2.Client(trust_env=False) as client:
        used = psutil.Process(process.pid).cpu_times()
        page = client.get(address, params={"limit": 500}, headers={"Authorization": f"Bearer {TOKEN}"}).json()
        memory = psutil.Process(process.pid).memory_info().rss

    assert len(page["items"]) == 500
    assert page["more"] is True
    assert used.user + used.system < 4 * imported(settings)
    assert memory < 120 * 2**20
    assert process.returncode == -signal.SIGTERM


def test_the_program_fills_its_wires_by_itself(tmp_path: Path, empty_database: Database) -> None:
    drops = tmp_path / "drops"
    settings = environment(
        tmp_path,
        ZHOUQI_SOURCES_SIZE="40",
        ZHOUQI_SOURCES_DROPS=str(drops),
        ZHOUQI_SOURCES_EXCHANGE_DSN=empty_database.owner_dsn,
        ZHOUQI_SOURCES_EXCHANGE_READER=empty_database.runtime_role,
    )
    delivered = county_feeds(county(1, 40))

    def said() -> bool:
        if not all(
            (drops / kind / "delivered.json").exists() for kind in ("acceptance", "inputs", "payment")
        ):
            return False
        with psycopg.connect(empty_database.admin_dsn) as admin:
            (there,) = admin.execute("select to_regclass('exchange.delivered') is not null").fetchone() or (
                False,
            )
            return bool(there) and len(admin.execute("select * from exchange.delivered").fetchall()) == 2

    with running(settings):
        until(said, 20, "both wires say that everything is there")

    with psycopg.connect(empty_database.dsn) as reader:
        for kind in (Kind.ATTENDANCE, Kind.SITE):
            rows = reader.execute(f"select record_id from exchange.{kind} order by seq").fetchall()
            assert rows == [(delivery.record_id,) for delivery in delivered[kind].published_by(EVENING)]
    for kind in (Kind.ACCEPTANCE, Kind.INPUTS, Kind.PAYMENT):
        files = sorted((drops / kind).glob("*.xlsx"))
        names = [file.stem.rpartition("_")[2].split("-") for file in files]
        assert sum(int(last) - int(first) + 1 for first, last in names) == delivered[kind].count(EVENING)


@pytest.mark.parametrize(
    ("told", "served", "other"),
    [({}, "127.0.0.1", "127.0.0.2"), ({"ZHOUQI_SOURCES_HOST": "127.0.0.2"}, "127.0.0.2", "127.0.0.1")],
)
def test_one_address_is_served_on_loopback_unless_another_is_named(
    tmp_path: Path, told: dict[str, str], served: str, other: str
) -> None:
    settings = environment(tmp_path, **told)

    with running(settings), httpx2.Client(trust_env=False, timeout=2) as client:
        port = settings["ZHOUQI_SOURCES_PORT"]
        assert client.get(f"http://{served}:{port}/livez").json() == {"status": "ok"}
        with pytest.raises(httpx2.TransportError):
            client.get(f"http://{other}:{port}/livez")


def test_without_a_token_nothing_is_said_but_that_it_is_alive_and_without_its_own_no_truth(
    tmp_path: Path,
) -> None:
    settings = environment(tmp_path, ZHOUQI_SOURCES_HOST="0.0.0.0", ZHOUQI_SOURCES_SIZE="10")
    paths = ("/approval/v3/projects", "/performance/v1/taxes", "/county/v1/register", "/truth")

    with running(settings), httpx2.Client(trust_env=False) as client:
        address = f"http://127.0.0.1:{settings['ZHOUQI_SOURCES_PORT']}"
        asked = [client.get(address + path).status_code for path in paths]
        reader = {"Authorization": f"Bearer {TOKEN}"}
        truth = client.get(f"{address}/truth", headers=reader).status_code

    assert (asked, truth) == ([401] * len(paths), 401)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZHOUQI_SOURCES_HOST", "everywhere"),
        ("ZHOUQI_SOURCES_PORT", "eighty"),
        ("ZHOUQI_SOURCES_SIZE", "0"),
        ("ZHOUQI_SOURCES_SEED", "-1"),
        ("ZHOUQI_SOURCES_FAULT_RATE", "2"),
        ("ZHOUQI_CLOCK", "sundial"),
    ],
)
def test_a_wrong_setting_ends_the_program_with_one_line_that_names_it(
    tmp_path: Path, name: str, value: str
) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "zhouqi.sources"],
        env=environment(tmp_path, **{name: value}),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )

    assert ended.returncode == 2
    assert ended.stderr.startswith(f"{name}: ")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("content", [None, "short"])
def test_a_token_file_that_is_missing_or_weak_ends_the_program(tmp_path: Path, content: str | None) -> None:
    weak = tmp_path / "weak"
    if content is not None:
        weak.write_text(content)

    ended = subprocess.run(
        [sys.executable, "-m", "zhouqi.sources"],
        env=environment(tmp_path, ZHOUQI_SOURCES_TOKEN_FILE=str(weak)),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )

    assert ended.returncode == 2
    assert str(weak) in ended.stderr


def test_the_program_loads_nothing_of_the_product() -> None:
    script = "import sys, zhouqi.sources.__main__; print([m for m in sys.modules if m.startswith('zhouqi.')])"

    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert "zhouqi.sources.app" in loaded
    assert not any(
        f"'zhouqi.{part}" in loaded for part in ("events", "service", "ingest", "lifecycle", "cockpit")
    )
