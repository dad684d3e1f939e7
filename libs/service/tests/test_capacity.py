"""A deployment that nears what it is meant for says so, in its log and in its readiness."""

import psycopg
import pytest
from fastapi.testclient import TestClient
from libs.service.tests import sample
from structlog.testing import capture_logs

from tests.postgres import Database
from zhouqi.service.http.app import create_app
from zhouqi.service.loops.capacity import Capacity, CapacityWatch, nearly_full
from zhouqi.service.settings import Settings
from zhouqi.service.storage.database import make_pool

MEANT_FOR = 200


def write(database: Database, up_to: int) -> None:
    """Let the store's head be ``up_to``."""
    with psycopg.connect(database.admin_dsn) as conn:
        conn.execute(
            "insert into log.event (position, stream, sequence, id, type, schema_version, occurred_at,"
            " recorded_at, county, correlation_id, data) select n, 'note/' || n, 1, gen_random_uuid(),"
            " 'NoteWritten', 1, now(), now(), 'c', gen_random_uuid(), '{}' from"
            " generate_series(1 + (select coalesce(max(position), 0) from log.event), %s) n",
            (up_to,),
        )


@pytest.mark.parametrize(
    ("events", "meant_for", "found"),
    [
        (0, None, None),
        (10**9, None, None),
        (449_999, 500_000, None),
        (450_000, 500_000, Capacity(450_000, 500_000)),
        (600_000, 500_000, Capacity(600_000, 500_000)),
    ],
)
def test_room_is_tight_from_nine_tenths_on(
    events: int, meant_for: int | None, found: Capacity | None
) -> None:
    assert nearly_full(events, meant_for) == found


async def test_the_log_says_it_once_and_again_when_it_has_grown(
    migrated: Settings, database: Database
) -> None:
    said: list[int] = []
    async with make_pool(migrated.dsn_of("sample"), 1, "sample", 5) as pool:
        watch = CapacityWatch("sample", pool, MEANT_FOR)
        for head in (179, 180, 181, 182, 200):
            write(database, head)
            with capture_logs() as lines:
                await watch.look()
            said += [line["events"] for line in lines if line["event"] == "room.tight"]
    assert said == [180, 182, 200]


def test_a_nearly_full_service_is_degraded_and_goes_on(migrated: Settings, database: Database) -> None:
    bounded = migrated.model_copy(update={"events_meant_for": MEANT_FOR})
    with TestClient(create_app([sample.service], bounded)) as client:
        write(database, 179)
        assert client.get("/readyz").json()["state"] == "ok"
        write(database, 180)
        answer = client.get("/readyz")
    found = answer.json()["checks"]["sample/database"]
    assert answer.status_code == 200
    assert found["nearly_full"] == {"events": 180, "meant_for": MEANT_FOR}
