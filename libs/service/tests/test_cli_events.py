"""Looking into a log by the command: its end, one stream, whether all is in its place, and all of it."""

from __future__ import annotations

import json

import psycopg
import pytest
from libs.service.tests.command import Zhouqi

from tests.postgres import Database
from zhouqi.events.bus import envelope


def journal(database: Database, *events: tuple[str, int, str, str]) -> None:
    """Put ``(stream, sequence, type, data)`` into the journal behind its head."""
    with psycopg.connect(database.admin_dsn) as conn:
        for stream, sequence, kind, data in events:
            conn.execute(
                "insert into log.journal (position, stream, sequence, id, type, schema_version, occurred_at,"
                " recorded_at, county, correlation_id, data) select coalesce(max(position), 0) + 1, %s, %s,"
                " gen_random_uuid(), %s, 1, now(), now(), 'c', gen_random_uuid(), %s from log.journal",
                (stream, sequence, kind, data),
            )


def test_the_tail_is_the_last_events_in_order(
    zhouqi: Zhouqi, env: dict[str, str], database: Database
) -> None:
    journal(database, *[(f"x/{n}", 1, "X" if n % 2 else "Y", f'{{"n": {n}}}') for n in range(1, 31)])
    lines = zhouqi("events", "tail", "policy", "--log", "journal", "-n", "3", "--json", env=env).stdout
    assert [json.loads(line)["position"] for line in lines.splitlines()] == [28, 29, 30]
    lines = zhouqi(
        "events", "tail", "policy", "--log", "journal", "-n", "2", "--type", "Y", "--json", env=env
    ).stdout
    assert [json.loads(line)["data"]["n"] for line in lines.splitlines()] == [28, 30]


def test_a_stream_is_read_in_sequence(zhouqi: Zhouqi, env: dict[str, str], database: Database) -> None:
    journal(database, ("x/1", 2, "X", '{"甲": 2}'), ("x/2", 1, "X", "{}"), ("x/1", 1, "X", '{"甲": 1}'))
    answer = zhouqi("events", "read", "policy", "x/1", "--log", "journal", env=env)
    assert [line.split()[-1] for line in answer.stdout.splitlines()] == ["1}", "2}"]
    assert zhouqi("events", "read", "policy", "no/stream", env=env).returncode == 1


def test_a_gap_is_found_and_is_exit_code_1(zhouqi: Zhouqi, env: dict[str, str], database: Database) -> None:
    journal(database, ("x/1", 1, "X", "{}"), ("x/2", 1, "X", "{}"), ("x/3", 1, "X", "{}"))
    with psycopg.connect(database.admin_dsn) as conn:
        conn.execute("delete from log.journal where position = 2")
    answer = zhouqi("events", "verify", "policy", "--json", env=env)
    assert answer.returncode == 1
    assert json.loads(answer.stdout) == [
        {"service": "policy", "log": "journal", "what": "position missing", "where": "2..2"}
    ]


class TestReplay:
    @pytest.fixture(autouse=True)
    def _written(self, database: Database) -> None:
        journal(
            database,
            *[(f"project/{n}", 1, "LightChanged" if n % 3 else "X", f'{{"n": {n}}}') for n in range(1, 7)],
        )
        with psycopg.connect(database.admin_dsn) as conn:
            conn.execute(
                "update log.journal set recorded_at = '2026-09-30 10:00+08'::timestamptz + position * interval '1 day',"
                " occurred_at = '2026-09-01 23:59:59+08'::timestamptz + position * interval '1 day'"
            )

    def positions(self, zhouqi: Zhouqi, env: dict[str, str], *options: str) -> list[int]:
        answer = zhouqi("events", "replay", "policy", "--log", "journal", *options, env=env)
        read = [envelope.decode(line.encode()) for line in answer.stdout.splitlines()]
        assert answer.returncode == (0 if read else 1)
        assert answer.stderr.strip() == f"zhouqi: {len(read)} events"
        return [int(event.stream.removeprefix("project/")) for event in read]

    def test_a_line_is_the_event_as_it_is_on_the_bus(self, zhouqi: Zhouqi, env: dict[str, str]) -> None:
        answer = zhouqi("events", "replay", "policy", "--log", "journal", "--after", "5", env=env)
        (line,) = answer.stdout.splitlines()
        said = json.loads(line)
        assert (said["specversion"], said["subject"], said["data"]) == ("1.0", "project/6", {"n": 6})
        answer = zhouqi("events", "replay", "policy", "--log", "journal", "--type", "LightChanged", env=env)
        sources = {json.loads(line)["source"] for line in answer.stdout.splitlines()}
        assert sources == {"/zhouqi/warning"}, "whoever published it"

    def test_it_goes_from_the_first_event_on_in_the_order_of_the_log(
        self, zhouqi: Zhouqi, env: dict[str, str]
    ) -> None:
        assert self.positions(zhouqi, env) == [1, 2, 3, 4, 5, 6]
        assert self.positions(zhouqi, env, "--type", "LightChanged") == [1, 2, 4, 5]
        assert self.positions(zhouqi, env, "--after", "4") == [5, 6]
        assert self.positions(zhouqi, env, "--after", "6") == []

    def test_a_day_ends_at_midnight_in_the_county(self, zhouqi: Zhouqi, env: dict[str, str]) -> None:
        assert self.positions(zhouqi, env, "--as-of", "2026-09-03") == [1, 2]

    def test_what_was_known_is_what_was_recorded_by_then(self, zhouqi: Zhouqi, env: dict[str, str]) -> None:
        assert self.positions(zhouqi, env, "--known-at", "2026-10-02") == [1, 2]
        assert self.positions(zhouqi, env, "--known-at", "2026-10-02T10:00:00") == [1, 2]
        assert self.positions(zhouqi, env, "--known-at", "2026-10-02T09:59:59") == [1]
