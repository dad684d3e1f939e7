"""``zhouqi probe``: what it asks, and what its exit codes mean."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from zhouqi.local import ports
from zhouqi.service.cli import main

Probe = Callable[..., int]


@dataclass
class Process:
    """Something that answers as a service's process does: ``answers[path]``, or 404."""

    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0
    drips: bool = False
    ended: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def process() -> Iterator[Process]:
    process = Process()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            process.asked.append(self.path)
            status, body = process.answers.get(self.path, (404, b"{}"))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)
            while process.drips and not process.ended.wait(0.01):
                self.wfile.write(b" ")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        process.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield process
        finally:
            process.ended.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def probe(monkeypatch: pytest.MonkeyPatch, process: Process) -> Probe:
    """``probe("worker", "--ready", ZHOUQI_WORKER_PORT="9")``: the exit code; nobody listens on other ports."""

    def run(*arguments: str, **settings: str) -> int:
        nobody = str(ports.free_port())
        given = {"ZHOUQI_HTTP_PORT": nobody, "ZHOUQI_WORKER_PORT": nobody, **settings}
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["zhouqi", "probe", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(str(ended.value.code or 0))

    return run


def test_a_process_that_is_alive_is_well(process: Process, probe: Probe) -> None:
    # given
    process.answers["/livez"] = 200, b'{"state": "ok"}'
    # when
    code = probe("api", ZHOUQI_HTTP_PORT=str(process.port))
    # then
    assert code == 0
    assert process.asked == ["/livez"]


def test_a_process_that_hangs_is_not(
    process: Process, probe: Probe, capsys: pytest.CaptureFixture[str]
) -> None:
    # given
    process.answers["/livez"] = 503, b'{"state": "failed", "hung": {"relay": 61.5}}'
    # when
    code = probe("worker", ZHOUQI_WORKER_PORT=str(process.port))
    # then: it says what hangs
    assert code == 1
    assert '503: {"state": "failed", "hung": {"relay": 61.5}}' in capsys.readouterr().out


def test_where_nobody_listens_nothing_is_well(probe: Probe, capsys: pytest.CaptureFixture[str]) -> None:
    assert probe("api") == 1
    assert "ConnectionRefusedError" in capsys.readouterr().out


def test_alive_is_not_ready(process: Process, probe: Probe) -> None:
    # given
    process.answers = {"/livez": (200, b"{}"), "/readyz": (503, b"{}")}
    port = str(process.port)
    # then
    assert probe("api", ZHOUQI_HTTP_PORT=port) == 0
    assert probe("api", "--ready", ZHOUQI_HTTP_PORT=port) == 1


@pytest.mark.parametrize("variable", ["ZHOUQI_HTTP_PORT", "ZHOUQI_WORKER_PORT"])
def test_without_a_part_whichever_answers_is_asked(process: Process, probe: Probe, variable: str) -> None:
    # given: one process in a container, be it an API or a worker
    process.answers["/livez"] = 200, b"{}"
    # then
    assert probe(**{variable: str(process.port)}) == 0
    assert process.asked == ["/livez"]


def test_a_part_that_is_named_is_the_one_that_is_asked(process: Process, probe: Probe) -> None:
    # given: the worker answers, the API does not
    process.answers["/livez"] = 200, b"{}"
    # then
    assert probe("api", ZHOUQI_WORKER_PORT=str(process.port)) == 1
    assert process.asked == []


def test_what_listens_everywhere_is_asked_on_loopback(process: Process, probe: Probe) -> None:
    process.answers["/livez"] = 200, b"{}"
    assert probe("api", ZHOUQI_HTTP_HOST="0.0.0.0", ZHOUQI_HTTP_PORT=str(process.port)) == 0


def test_scripts_read_json(process: Process, probe: Probe, capsys: pytest.CaptureFixture[str]) -> None:
    # given
    process.answers["/readyz"] = 200, '{"state": "ok", "说": 1}'.encode()
    # when
    probe("api", "--ready", "--json", ZHOUQI_HTTP_PORT=str(process.port))
    # then
    assert json.loads(capsys.readouterr().out) == {
        "asked": f"http://127.0.0.1:{process.port}/readyz",
        "well": True,
        "status": 200,
        "said": {"state": "ok", "说": 1},
    }


@pytest.mark.parametrize("port", ["x", "0", "70000", "-1"])
def test_a_setting_that_is_no_port_is_named(
    probe: Probe, capsys: pytest.CaptureFixture[str], port: str
) -> None:
    assert probe("api", ZHOUQI_HTTP_PORT=port) == 2
    assert "ZHOUQI_HTTP_PORT is no port" in capsys.readouterr().err


def test_a_part_that_does_not_exist_is_refused(probe: Probe) -> None:
    assert probe("cockpit") == 2


def test_the_help_teaches(probe: Probe, capsys: pytest.CaptureFixture[str]) -> None:
    assert probe("--help") == 0
    said = capsys.readouterr().out
    assert "zhouqi probe worker --ready --json" in said
    assert "Exit codes: 0 it is well; 1 it is not" in said


@pytest.mark.usefixtures("processes")
def test_it_starts_without_what_it_does_not_need() -> None:
    # given: a keeper that asks every few seconds
    program = (
        "import sys\n"
        "from zhouqi.service.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(*sorted({'psycopg', 'aiokafka', 'fastapi', 'pydantic'} & set(sys.modules)))"
    )
    # when
    done = subprocess.run(
        [sys.executable, "-c", program, "probe", "--json"],
        check=True,
        capture_output=True,
        text=True,
        env={"ZHOUQI_HTTP_PORT": str(ports.free_port()), "ZHOUQI_WORKER_PORT": str(ports.free_port())},
    )
    # then
    assert done.stdout.splitlines()[-1] == ""


def test_an_answer_that_drips_is_none(
    probe: Probe, process: Process, capsys: pytest.CaptureFixture[str]
) -> None:
    process.answers["/livez"] = (200, b"{")
    process.drips = True

    assert probe("worker", "--timeout", "0.3", ZHOUQI_WORKER_PORT=str(process.port)) == 1
    assert "no whole answer in time" in capsys.readouterr().out
