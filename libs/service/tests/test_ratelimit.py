from fastapi.testclient import TestClient
from libs.service.tests import sample
from libs.service.tests.conftest import bearer

from zhouqi.service.app import create_app
from zhouqi.service.ratelimit import Window
from zhouqi.service.settings import Settings


def test_a_window_admits_so_many_and_begins_anew_each_minute() -> None:
    now = [0.0]
    window = Window(2, lambda: now[0])
    assert [window.admit("a"), window.admit("a"), window.admit("a")] == [None, None, 60.0]
    assert window.admit("b") is None
    now[0] = 59.0
    assert window.admit("a") == 1.0
    now[0] = 60.0
    assert window.admit("a") is None


def test_who_writes_too_much_waits_and_may_go_on_reading(migrated: Settings) -> None:
    app = create_app([sample.service], migrated.model_copy(update={"posts_per_minute": 1}))
    headers = {**bearer("dispatcher"), "Idempotency-Key": "k"}
    form = {"township": "330529001", "text": "x"}
    with TestClient(app) as client:
        assert client.post("/api/sample/notes/1", json=form, headers=headers).status_code == 201
        refused = client.post("/api/sample/notes/1", json=form, headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (429, "too-many-requests")
        assert 1 <= int(refused.headers["retry-after"]) <= 61
        assert client.get("/api/sample/notes", headers=headers).status_code == 200
        other = {**headers, **bearer("department-industry")}
        assert client.post("/api/sample/notes/2", json=form, headers=other).status_code == 201
