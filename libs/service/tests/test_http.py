"""The habits of HTTP, through the whole application, on a real database."""

import psycopg
import pytest
from fastapi.testclient import TestClient
from libs.service.tests.conftest import bearer
from libs.service.tests.notes import write

from zhouqi.service.http.problems import ENDED_BY_DATABASE
from zhouqi.service.runtime import Runtime


class TestPages:
    def test_a_list_goes_on_where_the_page_before_ended(self, fresh: TestClient) -> None:
        for number in (1, 2, 3):
            write(fresh, number, text=f"note {number}%s")
        first = fresh.get("/api/sample/notes?limit=2", headers=bearer("leader")).json()
        rest = fresh.get(
            "/api/sample/notes", params={"limit": 2, "cursor": first["next"]}, headers=bearer("leader")
        ).json()
        assert (first["total"], rest["total"]) == (3, 3)
        assert [item["text"] for item in first["items"] + rest["items"]] == [
            "note 1%s",
            "note 2%s",
            "note 3%s",
        ]
        assert rest["next"] is None

    @pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "limit=-1"])
    def test_a_limit_has_limits(self, client: TestClient, query: str) -> None:
        answer = client.get(f"/api/sample/notes?{query}", headers=bearer("leader"))
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


class TestErrors:
    @pytest.mark.parametrize("error", ENDED_BY_DATABASE)
    def test_a_session_that_the_database_ended_is_worth_another_try(
        self, client: TestClient, note: int, monkeypatch: pytest.MonkeyPatch, error: type[psycopg.Error]
    ) -> None:
        def ended(*_: object, **__: object) -> None:
            raise error("terminating connection")

        monkeypatch.setattr(Runtime, "handle", ended)
        answer = write(client, note)
        assert (answer.status_code, answer.json()["code"]) == (503, "busy")
        assert answer.headers["retry-after"]

    def test_every_field_that_does_not_fit_is_named_in_plain_words(self, client: TestClient) -> None:
        form = {"township": "", "copies": 0, "surplus": 1}
        headers = {**bearer("dispatcher"), "Idempotency-Key": "k"}
        answer = client.post("/api/sample/notes/1", json=form, headers=headers)
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["content-language"] == "zh"
        errors = {error["field"]: error["message"] for error in answer.json()["errors"]}
        assert errors == {
            "township": "至少 1 个字",
            "text": "必填",
            "copies": "不得小于 1",
            "surplus": "没有这一项",
        }
        english = client.post("/api/sample/notes/1", json=form, headers={**headers, "Accept-Language": "en"})
        assert english.json()["errors"][1] == {
            "in": "body",
            "field": "text",
            "code": "missing",
            "message": "This is required",
        }

    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 50_000, b'"text"'])
    def test_a_body_that_is_no_form_is_refused(self, client: TestClient, body: bytes) -> None:
        headers = {**bearer("dispatcher"), "Idempotency-Key": "k", "Content-Type": "application/json"}
        answer = client.post("/api/sample/notes/1", content=body, headers=headers)
        assert answer.status_code in (400, 422)
        assert answer.headers["content-type"] == "application/problem+json"

    def test_an_unknown_error_shows_a_trace_number_and_nothing_else(self, client: TestClient) -> None:
        answer = client.get("/api/sample/broken")
        assert answer.status_code == 500
        assert answer.json()["code"] == "unknown"
        assert "secret" not in answer.text
        assert "RuntimeError" not in answer.text
        assert answer.json()["trace"] == answer.headers["x-trace"]

    def test_the_trace_of_the_caller_goes_on(self, client: TestClient) -> None:
        number = "0af7651916cd43dd8448eb211c80319c"
        answer = client.get("/api/sample/broken", headers={"traceparent": f"00-{number}-b7ad6b7169203331-01"})
        assert answer.json()["trace"] == number

    def test_a_statement_that_takes_too_long_is_ended_and_said(self, client: TestClient) -> None:
        answer = client.get("/api/sample/slow", headers={"Accept-Language": "en"})
        assert (answer.status_code, answer.json()["code"]) == (503, "timeout")

    @pytest.mark.parametrize(
        ("method", "path", "status", "code"),
        [
            ("GET", "/api/sample/nothing", 404, "not-found"),
            ("GET", "/api/nowhere", 404, "not-found"),
            ("GET", "/nothing", 404, "not-found"),
            ("DELETE", "/readyz", 405, "method-not-allowed"),
            ("GET", "/docs", 404, "not-found"),
            ("GET", "/openapi.json", 404, "not-found"),
        ],
    )
    def test_what_is_not_there_is_a_problem_too(
        self, client: TestClient, method: str, path: str, status: int, code: str
    ) -> None:
        answer = client.request(method, path, headers={"Accept": "text/html"})
        assert (answer.status_code, answer.json()["code"]) == (status, code)


class TestBodies:
    def test_a_body_above_one_mebibyte_is_refused_by_its_length(self, client: TestClient) -> None:
        headers = {**bearer("dispatcher"), "Idempotency-Key": "k", "Content-Type": "application/json"}
        answer = client.post("/api/sample/notes/1", content=b" " * (1024 * 1024 + 1), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "too-large")

    def test_a_body_of_unknown_length_is_refused_while_it_comes(self, client: TestClient) -> None:
        headers = {**bearer("dispatcher"), "Idempotency-Key": "k", "Content-Type": "application/json"}
        chunks = (b" " * 65_536 for _ in range(64))
        answer = client.post("/api/sample/notes/1", content=chunks, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "too-large")

    def test_a_body_of_one_mebibyte_is_read(self, client: TestClient, note: int) -> None:
        headers = {**bearer("dispatcher"), "Idempotency-Key": "k", "Content-Type": "application/json"}
        form = b'{"township":"330529001","text":"x"}'
        answer = client.post(f"/api/sample/notes/{note}", content=form.ljust(1024 * 1024), headers=headers)
        assert answer.status_code == 201


class TestOddText:
    @pytest.mark.parametrize(
        "body",
        [
            b'{"township":"330529001","text":"a\\u0000b"}',
            b'{"township":"330529001","text":"a\\\\\\u0000b"}',
            b'{"township":"330529001","te\\u0000xt":"b"}',
        ],
    )
    def test_nul_never_gets_into_a_fact(self, client: TestClient, note: int, body: bytes) -> None:
        headers = {**bearer("dispatcher"), "Idempotency-Key": "k", "Content-Type": "application/json"}
        answer = client.post(f"/api/sample/notes/{note}", content=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "nul")

    def test_a_backslash_before_u0000_is_only_text(self, client: TestClient, note: int) -> None:
        assert write(client, note, text="a\\u0000b").status_code == 201

    @pytest.mark.parametrize("path", ["/notes?after=%00@1", "/notes?cursor=%00", "/notes/1%00"])
    def test_nul_in_an_address_is_refused(self, client: TestClient, path: str) -> None:
        answer = client.get(f"/api/sample{path}", headers=bearer("leader"))
        assert answer.status_code in (400, 422)

    @pytest.mark.parametrize("text", ["\\ud800", "\\udfff\\ud800"])
    def test_half_a_character_is_no_text(self, client: TestClient, note: int, text: str) -> None:
        body = b'{"township":"330529001","text":"' + text.encode() + b'"}'
        headers = {**bearer("dispatcher"), "Idempotency-Key": "k", "Content-Type": "application/json"}
        answer = client.post(f"/api/sample/notes/{note}", content=body, headers=headers)
        assert answer.status_code == 422

    @pytest.mark.parametrize(
        "text", ["𠮷野家", "🏭", "a\u202eb", "<script>", "'; drop table note; --", "%s%(x)s"]
    )
    def test_any_other_text_is_kept_as_it_is(self, client: TestClient, note: int, text: str) -> None:
        assert write(client, note, text=text).status_code == 201
        assert client.get(f"/api/sample/notes/{note}", headers=bearer("leader")).json()["text"] == text


class TestHeaders:
    def test_every_answer_says_what_a_page_may_do(self, client: TestClient) -> None:
        for path in ("/api/sample/notes", "/livez", "/nothing", "/api/sample/broken"):
            headers = client.get(path).headers
            assert "default-src 'self'" in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["x-frame-options"] == "DENY"
            assert "server" not in headers

    def test_what_the_api_says_is_not_kept(self, client: TestClient) -> None:
        answer = client.get("/api/sample/notes", headers=bearer("leader"))
        assert answer.headers["cache-control"] == "no-store"


class TestDescription:
    def test_every_service_describes_its_api(self, client: TestClient) -> None:
        described = client.get("/api/sample/openapi.json").json()
        assert "/api/sample/notes/{number}" in described["paths"]
        assert "/livez" not in described["paths"]


class TestHealth:
    def test_a_whole_service_is_alive_and_ready(self, fresh: TestClient) -> None:
        assert fresh.get("/livez").json()["state"] == "ok"
        ready = fresh.get("/readyz")
        assert (ready.status_code, ready.json()["state"]) == (200, "ok")
        assert ready.json()["checks"]["sample/database"] == {"state": "ok"}

    def test_metrics_tell_of_requests_and_of_the_mechanism(self, fresh: TestClient) -> None:
        write(fresh, 1)
        text = fresh.get("/metrics").text
        assert 'zhouqi_request_seconds_count{method="POST",route="/api/sample/notes/{number}"' in text
        assert 'zhouqi_relay_lag_events{service="sample"} 1.0' in text
