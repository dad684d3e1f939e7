"""A full disk is said as what it is, everywhere, and forgotten when there is room again."""

import errno
import os
from collections import namedtuple
from pathlib import Path

import psycopg
import pytest
from fastapi.testclient import TestClient
from libs.service.tests.conftest import bearer

from tests.postgres import Database
from zhouqi.service.cli.exits import Exit, plain_errors
from zhouqi.service.loops import disk
from zhouqi.service.loops.disk import Disk, is_full
from zhouqi.service.loops.health import State

FULL = """
create function no_room() returns trigger language plpgsql as $$ begin
  raise exception 'could not extend file "base/1/2": No space left on device' using errcode = '53100';
end $$;
create trigger no_room before insert on log.event execute function no_room();
"""
NOTE = {"township": "330529001", "text": "x"}


def _write(client: TestClient, key: str) -> tuple[int, str | None]:
    sent = {**bearer("dispatcher"), "Idempotency-Key": key}
    answer = client.post("/api/sample/notes/1", json=NOTE, headers=sent)
    return answer.status_code, answer.json().get("code")


def test_a_write_without_room_says_so_and_works_when_there_is_some(
    fresh: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(database.owner_dsn, autocommit=True) as owner:
        owner.execute(FULL)

        assert _write(fresh, "one") == (503, "disk-full")
        ready = fresh.get("/readyz").json()
        assert (ready["state"], ready["checks"]["disk"]) == (
            "degraded",
            {"state": "degraded", "cause": "disk full"},
        )

        owner.execute("drop trigger no_room on log.event")
    assert _write(fresh, "one")[0] == 201
    monkeypatch.setattr(disk, "_FORGOTTEN_SECONDS", 0.0)
    assert fresh.get("/readyz").json()["checks"]["disk"] == {"state": "ok"}


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EIO, "unknown")])
def test_a_file_without_room_says_so_and_any_other_error_stays_one(
    fresh: TestClient, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def no_room(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("zhouqi.service.runtime.Handler.handle", no_room)

    assert _write(fresh, "two") == (503 if number == errno.ENOSPC else 500, code)


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (psycopg.errors.DiskFull("x"), True),
        (OSError(errno.ENOSPC, "x"), True),
        (OSError(errno.EDQUOT, "x"), True),
        (psycopg.OperationalError("x"), False),
        (OSError(errno.EIO, "x"), False),
        (ConnectionError(), False),
    ],
)
def test_what_is_a_full_disk(error: Exception, full: bool) -> None:
    outer = RuntimeError("wrapped")
    outer.__cause__ = error

    assert is_full(error) is full
    assert is_full(outer) is full


async def test_little_room_is_said_before_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "free")  # noqa: PYI024
    monkeypatch.setattr("zhouqi.service.loops.disk.shutil.disk_usage", lambda _: usage(1000))
    found = await Disk(tmp_path).find()
    assert (found.state, found.detail) == (State.DEGRADED, {"cause": "disk full", "free_bytes": 1000})

    monkeypatch.setattr("zhouqi.service.loops.disk.shutil.disk_usage", lambda _: usage(10**12))
    assert (await Disk(tmp_path).find()).state is State.OK


@pytest.mark.parametrize(
    ("error", "said", "code"),
    [
        (psycopg.errors.DiskFull("could not extend"), "the database's disk is full", Exit.UNREACHABLE),
        (OSError(errno.ENOSPC, "x", "logs"), "this machine's disk is full, at logs", Exit.FOUND),
        (psycopg.OperationalError("refused"), "the database cannot be reached", Exit.UNREACHABLE),
    ],
)
def test_the_command_says_so_in_one_line(
    capsys: pytest.CaptureFixture[str], error: Exception, said: str, code: Exit
) -> None:
    with pytest.raises(SystemExit) as ended, plain_errors():
        raise error

    assert ended.value.code == code
    assert said in capsys.readouterr().err
