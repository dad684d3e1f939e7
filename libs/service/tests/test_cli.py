"""The command: what it prints, and what its exit codes mean."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import psycopg
import pytest
from libs.service.tests.command import Zhouqi

from tests.brokers.interface import Broker
from tests.postgres import Database
from zhouqi.events.bus import parked
from zhouqi.events.bus.message import Message
from zhouqi.events.bus.triage import BadMessage
from zhouqi.events.log.connection import connect


def park(database: Database) -> None:
    """Park a message that no envelope can be read from, as a receiver does."""
    delivery = Message("X", 0, 7, b"note/1", b"\xff")

    async def run() -> None:
        conn = await connect(database.dsn)
        await parked.park(conn, [BadMessage(delivery, "unreadable", "not JSON", "note/1")])
        await conn.commit()
        await conn.close()

    asyncio.run(run())


class TestHelp:
    def test_it_teaches_and_says_what_exit_codes_mean(self, zhouqi: Zhouqi, env: dict[str, str]) -> None:
        answer = zhouqi("--help", env=env)
        assert answer.returncode == 0
        for word in (
            "serve",
            "migrate",
            "topics",
            "rebuild",
            "parked",
            "stuck",
            "events",
            "token",
            "Exit codes",
        ):
            assert word in answer.stdout
        assert "\n      zhouqi token --as leader" in answer.stdout

    @pytest.mark.parametrize("group", ["topics", "parked", "stuck", "events"])
    def test_every_command_of_a_group_shows_an_example(
        self, zhouqi: Zhouqi, env: dict[str, str], group: str
    ) -> None:
        listing = zhouqi(group, "--help", env=env).stdout
        names = [
            line.split()[0] for line in listing.split("Commands:")[1].strip().splitlines() if line[2] != " "
        ]
        assert names
        for name in names:
            assert f"\n      zhouqi {group} {name}" in zhouqi(group, name, "--help", env=env).stdout


class TestUsage:
    @pytest.mark.parametrize(
        ("arguments", "line"),
        [
            (("stuck", "list", "nothing"), "there is no service 'nothing'"),
            (("serve", "cellar"), "there is no service 'cellar'"),
            (("token",), "say either --list or --as ACCOUNT"),
            (("token", "--list", "--as", "leader"), "say either"),
            (("token", "--as", "nobody"), "there is no account 'nobody'"),
            (("rebuild", "warning"), "service warning is not installed"),
            (("parked", "show", "policy", "99"), "nothing under number 99"),
        ],
    )
    def test_wrong_use_is_exit_code_2_and_one_line(
        self, zhouqi: Zhouqi, env: dict[str, str], arguments: tuple[str, ...], line: str
    ) -> None:
        answer = zhouqi(*arguments, env=env)
        assert answer.returncode == 2
        assert line in answer.stderr
        assert "Traceback" not in answer.stderr

    def test_a_setting_that_does_not_fit_is_named(self, zhouqi: Zhouqi, env: dict[str, str]) -> None:
        answer = zhouqi("token", "--list", env={**env, "ZHOUQI_PROFILE": "cloud"})
        assert (answer.returncode, "ZHOUQI_PROFILE" in answer.stderr) == (2, True)


class TestReach:
    def test_no_stack_is_exit_code_3(self, zhouqi: Zhouqi, env: dict[str, str], tmp_path: Path) -> None:
        bare = {name: value for name, value in env.items() if not name.startswith("ZHOUQI_")}
        answer = zhouqi("token", "--list", "--data", str(tmp_path), env=bare)
        assert (answer.returncode, "no stack runs in" in answer.stderr) == (3, True)

    def test_a_running_stack_tells_its_settings(
        self, zhouqi: Zhouqi, env: dict[str, str], tmp_path: Path
    ) -> None:
        ours = {name: value for name, value in env.items() if name.startswith("ZHOUQI_")}
        bare = {name: value for name, value in env.items() if name not in ours}
        (tmp_path / "stack.json").write_text(json.dumps({"stack": "x", "environment": ours}))
        answer = zhouqi("events", "verify", "policy", "--data", str(tmp_path), env=bare)
        assert (answer.returncode, answer.stdout.strip()) == (0, "every event is in its place")

    def test_a_database_that_is_away_is_exit_code_3(self, zhouqi: Zhouqi, env: dict[str, str]) -> None:
        away = {**env, "ZHOUQI_DSN__POLICY": "postgresql://x@127.0.0.1:1/x"}
        answer = zhouqi("stuck", "list", "policy", env=away)
        assert (answer.returncode, "database cannot be reached" in answer.stderr) == (3, True)

    def test_a_bus_that_is_away_is_exit_code_3(self, zhouqi: Zhouqi, env: dict[str, str]) -> None:
        answer = zhouqi("topics", "list", env=env)
        assert (answer.returncode, "bus cannot be reached" in answer.stderr) == (3, True)


class TestTopics:
    def test_topics_that_are_missing_are_named_and_made(
        self, zhouqi: Zhouqi, env: dict[str, str], embedded_broker: Broker
    ) -> None:
        env = {**env, "ZHOUQI_BUS": embedded_broker.bootstrap}
        listed = zhouqi("topics", "list", "--json", env=env)
        assert listed.returncode == 1
        assert {topic["state"] for topic in json.loads(listed.stdout)} == {"missing"}
        made = json.loads(zhouqi("topics", "apply", "--json", env=env).stdout)["made"]
        assert sorted(made) == sorted(topic["topic"] for topic in json.loads(listed.stdout))
        assert zhouqi("topics", "list", env=env).returncode == 0
        assert zhouqi("topics", "apply", env=env).stdout.strip() == "nothing to make"


class TestToken:
    def test_a_token_is_all_that_is_printed(self, zhouqi: Zhouqi, env: dict[str, str]) -> None:
        answer = zhouqi("token", "--as", "leader", env=env)
        assert answer.returncode == 0
        assert answer.stdout.strip().count(".") == 2
        assert len(answer.stdout.splitlines()) == 1

    def test_accounts_are_listed_for_scripts_too(self, zhouqi: Zhouqi, env: dict[str, str]) -> None:
        accounts = json.loads(zhouqi("token", "--list", "--json", env=env).stdout)
        assert {"leader", "dispatcher", "operator"} <= {account["id"] for account in accounts}

    def test_outside_the_embedded_profile_there_are_none(self, zhouqi: Zhouqi, env: dict[str, str]) -> None:
        answer = zhouqi("token", "--as", "leader", env={**env, "ZHOUQI_PROFILE": "distributed"})
        assert (answer.returncode, answer.stdout) == (1, "")
        assert "embedded profile only" in answer.stderr

    def test_outside_it_there_are_some_when_it_is_said(self, zhouqi: Zhouqi, env: dict[str, str]) -> None:
        said = {**env, "ZHOUQI_PROFILE": "distributed", "ZHOUQI_DEMO": "true"}
        assert zhouqi("token", "--as", "leader", env=said).stdout.strip().count(".") == 2


class TestParked:
    def test_what_is_parked_is_shown_tried_and_accepted(
        self, zhouqi: Zhouqi, env: dict[str, str], database: Database
    ) -> None:
        assert zhouqi("parked", "list", "policy", env=env).returncode == 0
        park(database)
        listed = zhouqi("parked", "list", "policy", "--json", env=env)
        assert listed.returncode == 1
        (row,) = json.loads(listed.stdout)["parked"]
        shown = json.loads(zhouqi("parked", "show", "policy", str(row["number"]), "--json", env=env).stdout)
        assert (shown["key"], shown["value"], shown["cause"]) == ("note/1", "\\xff", "unreadable")
        retried = zhouqi("parked", "retry", "policy", "--json", env=env)
        assert (retried.returncode, json.loads(retried.stdout)["tried"]) == (1, 1)
        assert json.loads(zhouqi("parked", "accept", "policy", "--json", env=env).stdout) == {"settled": 1}
        assert zhouqi("parked", "list", "policy", env=env).returncode == 0
        assert zhouqi("parked", "list", "policy", "--all", "--json", env=env).stdout.count('"number"') == 1

    def test_accepting_lets_a_halted_consumer_go_on(
        self, zhouqi: Zhouqi, env: dict[str, str], database: Database
    ) -> None:
        with psycopg.connect(database.admin_dsn) as conn:
            conn.execute("insert into log.halt (detail) values ('too much rubbish')")
        answer = zhouqi("parked", "list", "policy", env=env)
        assert (answer.returncode, "too much rubbish" in answer.stdout) == (1, True)
        assert zhouqi("parked", "accept", "policy", env=env).returncode == 0
        assert zhouqi("parked", "list", "policy", env=env).returncode == 0


class TestStuck:
    def test_a_mark_is_listed_and_cleared(
        self, zhouqi: Zhouqi, env: dict[str, str], database: Database
    ) -> None:
        assert zhouqi("stuck", "list", "policy", env=env).returncode == 0
        with psycopg.connect(database.admin_dsn) as conn:
            conn.execute(
                "insert into log.stuck (stream, cause, detail, head) values ('x/1', 'fork', 'two', 3)"
            )
        listed = zhouqi("stuck", "list", "policy", "--json", env=env)
        assert listed.returncode == 1
        assert [(row["stream"], row["cause"]) for row in json.loads(listed.stdout)] == [("x/1", "fork")]
        assert zhouqi("stuck", "clear", "policy", "x/1", env=env).returncode == 0
        assert zhouqi("stuck", "clear", "policy", "x/1", env=env).returncode == 1
        assert zhouqi("stuck", "list", "policy", env=env).returncode == 0

    def test_a_stream_that_folds_again_is_mended(
        self, zhouqi: Zhouqi, env: dict[str, str], database: Database
    ) -> None:
        with psycopg.connect(database.admin_dsn) as conn:
            conn.execute(
                "insert into log.event (position, stream, sequence, id, type, schema_version, occurred_at,"
                " recorded_at, county, correlation_id, data) values (1, 'note/1', 1, gen_random_uuid(),"
                ' \'NoteWritten\', 1, now(), now(), \'c\', gen_random_uuid(), \'{"township": "t", "text": "x"}\')'
            )
            conn.execute(
                "insert into rm.note_fold (stream, sequence, state, stuck)"
                ' values (\'note/1\', 0, \'{"township": "", "text": "", "sequence": 0}\', \'a bug\')'
            )
        assert zhouqi("stuck", "list", "policy", env=env).returncode == 1
        retried = zhouqi("stuck", "retry", "policy", "--json", env=env)
        assert (retried.returncode, json.loads(retried.stdout)) == (0, {"tried": ["note/1"], "still": []})
        with psycopg.connect(database.admin_dsn) as conn:
            assert conn.execute("select text from rm.note").fetchall() == [("x",)]


class TestMigrate:
    def test_a_repeat_has_nothing_to_do(self, zhouqi: Zhouqi, env: dict[str, str]) -> None:
        (done,) = json.loads(zhouqi("migrate", "policy", "--json", env=env).stdout)
        assert done == {"service": "policy", "tables": False, "applied": [], "rebuilt": False}

    def test_a_rebuild_says_how_long_it_took(self, zhouqi: Zhouqi, env: dict[str, str]) -> None:
        done = json.loads(zhouqi("rebuild", "policy", "--json", env=env).stdout)
        assert (done["service"], done["seconds"] >= 0) == ("policy", True)

    def test_a_database_of_newer_code_is_refused(
        self, zhouqi: Zhouqi, env: dict[str, str], database: Database
    ) -> None:
        with psycopg.connect(database.admin_dsn) as conn:
            conn.execute("update log.meta set value = '999' where key = 'version'")
        answer = zhouqi("migrate", "policy", env=env)
        assert (answer.returncode, "999" in answer.stderr) == (1, True)
