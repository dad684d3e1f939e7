"""What a process writes down, and what it must not."""

import json
import logging as standard
from collections.abc import Callable, Iterator

import psycopg
import pytest
import structlog
from fastapi.testclient import TestClient
from libs.service.tests.conftest import bearer, token_of

from tests.postgres import Database
from zhouqi.service.identity.tokens import InvalidToken
from zhouqi.service.telemetry import logging

Lines = Callable[[], list[dict[str, object]]]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Lines]:
    """Log as a process does; read what was written since."""
    handlers = standard.getLogger().handlers[:]
    logging.configure(process="test", log_format="json", level="INFO")

    def read() -> list[dict[str, object]]:
        return [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]

    yield read
    standard.getLogger().handlers[:] = handlers
    logging.configure(process="test", log_format="console", level="WARNING")


def test_a_line_is_one_json_object_that_says_where_it_comes_from(lines: Lines) -> None:
    structlog.get_logger("zhouqi.x").info("something", count=3, name="甲")
    standard.getLogger("aiokafka").warning("of a %s", "library")
    ours, theirs = lines()
    assert (ours["process"], ours["event"], ours["count"], ours["name"]) == ("test", "something", 3, "甲")
    assert (theirs["event"], theirs["level"]) == ("of a library", "warning")


def test_secrets_do_not_get_into_a_line(lines: Lines) -> None:
    structlog.get_logger("zhouqi.x").info("x", token="t0p", owner_dsn="postgresql://u:p@h", signing_key="k3y")
    (line,) = lines()
    assert {line["token"], line["owner_dsn"], line["signing_key"]} == {"…"}


def test_a_request_is_logged_by_route_and_account_and_never_by_what_it_says(
    fresh: TestClient, lines: Lines
) -> None:
    headers = {**bearer("dispatcher"), "Idempotency-Key": "k"}
    fresh.post(
        "/api/sample/notes/1?name=张三",
        json={"township": "330529001", "text": "手机 13800000000"},
        headers=headers,
    )
    fresh.get("/api/sample/notes?after=note/1@1", headers=bearer("leader"))
    fresh.get("/livez")
    found = [line for line in lines() if line["event"] == "request"]
    assert [(line["route"], line["account"], line["status"]) for line in found] == [
        ("/api/sample/notes/{number}", "dispatcher", 201),
        ("/api/sample/notes", "leader", 200),
    ]
    written = json.dumps(found, ensure_ascii=False)
    for private in ("张三", "13800000000", token_of("leader")[:20], "note/1@1"):
        assert private not in written


def test_an_unknown_error_is_logged_with_the_trace_that_the_caller_was_told(
    fresh: TestClient, lines: Lines
) -> None:
    told = fresh.get("/api/sample/broken").json()["trace"]
    (failed,) = [line for line in lines() if line["event"] == "request.failed"]
    assert failed["trace"] == told
    assert "the secret is 42" in str(failed["exception"])


def test_what_a_failed_query_quotes_stays_out_of_a_line(database: Database, lines: Lines) -> None:
    typed = "张三 13800138000"
    with psycopg.connect(database.dsn) as conn:
        try:
            try:
                conn.execute("select %s::uuid", [typed])
            except psycopg.Error as error:
                raise ValueError(f"{typed} is no number") from error
        except ValueError:
            structlog.get_logger("zhouqi.x").exception("request.failed")
    (line,) = lines()
    told = str(line["exception"])
    assert "张三" not in told
    assert "138" not in told
    assert "psycopg.errors.InvalidTextRepresentation: 22P02\nwhich was the cause of\n" in told
    assert told.endswith("ValueError")
    assert "test_what_a_failed_query_quotes_stays_out_of_a_line" in told


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_an_exception_of_our_own_says_what_it_says(
    capsys: pytest.CaptureFixture[str], lines: Lines, log_format: str
) -> None:
    logging.configure(process="test", log_format=log_format)
    try:
        raise ExceptionGroup(
            "several", [InvalidToken("too long"), KeyError("李四"), OSError(28, "No space left", "李四")]
        )
    except ExceptionGroup:
        standard.getLogger("x").exception("failed")
    told = capsys.readouterr().err
    assert "zhouqi.service.identity.tokens.InvalidToken: too long" in told
    assert "OSError: No space left" in told
    assert "KeyError" in told
    assert "李四" not in told
