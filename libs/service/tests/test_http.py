"""The habits of HTTP, through the whole application, on a real database."""

import itertools
from collections.abc import Mapping

import httpx2
import pytest
from fastapi.testclient import TestClient
from libs.service.tests.conftest import COUNTY, KEY, bearer, token_of

from zhouqi.service.identity import Identity, Role, Scope
from zhouqi.service.tokens import Tokens

_numbers = itertools.count(1)


@pytest.fixture
def note() -> int:
    """The number of a note that no other test has."""
    return next(_numbers)


NOTE = {"township": "330529001", "text": "hello"}


def write(
    client: TestClient,
    number: int,
    key: str = "k1",
    account: str = "dispatcher",
    headers: Mapping[str, str] | None = None,
    **form: object,
) -> httpx2.Response:
    sent = {**bearer(account), "Idempotency-Key": key, **(headers or {})}
    return client.post(f"/api/sample/notes/{number}", json={**NOTE, **form}, headers=sent)


EVERYTHING = Identity("x", frozenset(Role), Scope(everywhere=True))


def forged(tokens: Tokens) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.sign(EVERYTHING)}"}


class TestWhoAsks:
    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Authorization": "Bearer"},
            {"Authorization": "Bearer nonsense"},
            {"Authorization": "Basic bGVhZGVyOg=="},
            forged(Tokens("o" * 40, COUNTY)),
            forged(Tokens(KEY, "330521")),
            forged(Tokens(KEY, COUNTY, lambda: 0)),
            {"Cookie": "zhouqi_session=nonsense"},
        ],
    )
    def test_nobody_passes_without_a_good_token(self, client: TestClient, headers: dict[str, str]) -> None:
        answer = client.get("/api/sample/notes", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
        assert answer.headers["www-authenticate"] == "Bearer"

    def test_a_token_passes_as_bearer_and_as_cookie(self, client: TestClient) -> None:
        assert client.get("/api/sample/notes", headers=bearer("leader")).status_code == 200
        cookie = {"Cookie": f"zhouqi_session={token_of('leader')}"}
        assert client.get("/api/sample/notes", headers=cookie).status_code == 200

    def test_a_role_without_the_permission_is_refused(self, client: TestClient, note: int) -> None:
        answer = write(client, note, account="leader")
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
        assert answer.json()["permission"] == "record.enter"


class TestScope:
    def test_nobody_sees_or_counts_what_lies_outside(self, fresh: TestClient) -> None:
        assert write(fresh, 1).status_code == 201
        assert write(fresh, 2, key="k2", township="330529002").status_code == 201
        everything = fresh.get("/api/sample/notes", headers=bearer("leader")).json()
        own = fresh.get("/api/sample/notes", headers=bearer("township-330529002")).json()
        assert everything["total"] == 2
        assert (own["total"], [item["stream"] for item in own["items"]]) == (1, ["note/2"])

    def test_what_lies_outside_does_not_exist(self, fresh: TestClient) -> None:
        write(fresh, 1)
        outside = fresh.get("/api/sample/notes/1", headers=bearer("township-330529002"))
        absent = fresh.get("/api/sample/notes/999", headers=bearer("township-330529002"))
        assert outside.status_code == absent.status_code == 404
        assert {**outside.json(), "trace": ""} == {**absent.json(), "trace": ""}


class TestIdempotency:
    def test_a_post_without_a_key_is_refused_before_anything_else(self, client: TestClient) -> None:
        answer = client.post("/api/sample/notes/1", json=NOTE, headers=bearer("dispatcher"))
        assert (answer.status_code, answer.json()["code"]) == (400, "idempotency-key-missing")

    @pytest.mark.parametrize("key", [b"", b" ", b"x" * 201, b"a b", b"\xe9", b"\xff\xfe"])
    def test_a_key_that_is_none_is_refused(self, client: TestClient, key: bytes) -> None:
        headers = [(name.encode(), value.encode()) for name, value in bearer("dispatcher").items()]
        headers.append((b"Idempotency-Key", key))
        answer = client.post("/api/sample/notes/1", json=NOTE, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "idempotency-key-invalid")

    def test_a_repeat_answers_what_the_first_did_and_does_nothing(
        self, client: TestClient, note: int
    ) -> None:
        first, second = write(client, note), write(client, note)
        assert (first.status_code, second.status_code) == (201, 201)
        assert first.json() == second.json()
        assert first.json()["sequence"] == 1

    def test_the_same_key_with_another_body_is_refused(self, client: TestClient, note: int) -> None:
        write(client, note)
        answer = write(client, note, text="other")
        assert (answer.status_code, answer.json()["code"]) == (409, "idempotency-key-reused")

    def test_keys_belong_to_an_account_and_a_route(self, fresh: TestClient) -> None:
        assert write(fresh, 1, key="k").json()["sequence"] == 1
        assert write(fresh, 2, key="k").json()["sequence"] == 1
        assert write(fresh, 1, key="k", account="department-industry").json()["sequence"] == 2
        assert write(fresh, 1, key="other").json()["sequence"] == 3


class TestPrecondition:
    def test_a_stale_form_gets_412_and_the_current_state(self, client: TestClient, note: int) -> None:
        assert write(client, note, key="a").headers["etag"] == '"1"'
        assert write(client, note, key="b", text="newer").headers["etag"] == '"2"'
        answer = write(client, note, key="c", text="mine", headers={"If-Match": '"1"'})
        assert (answer.status_code, answer.json()["code"]) == (412, "stale")
        assert (answer.json()["sequence"], answer.json()["current"]) == (2, {"text": "newer"})
        assert answer.headers["etag"] == '"2"'
        assert write(client, note, key="d", text="mine", headers={"If-Match": '"2"'}).status_code == 201

    @pytest.mark.parametrize("value", ["x", "*", '"-1"', '"1", "2"', '"99999999999"'])
    def test_an_if_match_that_is_no_sequence_is_refused(
        self, client: TestClient, note: int, value: str
    ) -> None:
        answer = write(client, note, headers={"If-Match": value})
        assert (answer.status_code, answer.json()["code"]) == (400, "if-match-invalid")


class TestRejection:
    def test_a_rule_of_the_domain_answers_in_the_language_of_the_caller(
        self, client: TestClient, note: int
    ) -> None:
        chinese = write(client, note, text="forbidden")
        english = write(client, note, text="forbidden", headers={"Accept-Language": "en"})
        assert chinese.status_code == english.status_code == 409
        assert chinese.json()["code"] == english.json()["code"] == "note-forbidden"
        assert chinese.json()["title"] == "330529001 不许写这条"
        assert english.json()["title"] == "330529001 may not write this"

    def test_a_rule_without_words_has_its_code_all_the_same(self, client: TestClient, note: int) -> None:
        for number in range(5):
            assert write(client, note, key=f"k{number}").status_code == 201
        answer = write(client, note, key="k9")
        assert (answer.status_code, answer.json()["code"]) == (409, "too-many-notes")


class TestConsistency:
    def test_a_reader_sees_what_it_has_written(self, fresh: TestClient) -> None:
        written = write(fresh, 1).json()
        after = f"{written['stream']}@{written['sequence']}"
        answer = fresh.get("/api/sample/notes", params={"after": after}, headers=bearer("leader"))
        assert answer.json()["total"] == 1
        assert "x-zhouqi-stale" not in answer.headers

    def test_a_place_that_does_not_come_makes_the_answer_stale(self, client: TestClient) -> None:
        answer = client.get("/api/sample/notes?after=note/never@7", headers=bearer("leader"))
        assert answer.status_code == 200
        assert answer.headers["x-zhouqi-stale"] == "true"

    @pytest.mark.parametrize(
        "after", ["x", "@1", "note/1@", "note/1@0", "note/1@-1", "note/1@²", "a@99999999999"]
    )
    def test_a_place_that_is_none_is_refused(self, client: TestClient, after: str) -> None:
        answer = client.get("/api/sample/notes", params={"after": after}, headers=bearer("leader"))
        assert (answer.status_code, answer.json()["code"]) == (400, "after-invalid")


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
