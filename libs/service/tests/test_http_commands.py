"""Commands over HTTP: once, under a condition, refused with a reason, and read again."""

import pytest
from fastapi.testclient import TestClient
from libs.service.tests.conftest import bearer
from libs.service.tests.notes import NOTE, write

from zhouqi.events import Rejected
from zhouqi.service.http import consistency
from zhouqi.service.http.language import Text
from zhouqi.service.http.rejection import Refusal, as_problem


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
        assert english.json()["field"] == "township"
        assert english.json()["values"] == {"township": "330529001"}

    @pytest.mark.parametrize(
        ("rejected", "field"),
        [
            (Rejected("too_short", least=3), "text"),
            (Rejected("too_short", least=3, field="remark"), "remark"),
            (Rejected("closed"), None),
        ],
    )
    def test_it_names_the_field_that_it_is_about(self, rejected: Rejected, field: str | None) -> None:
        refusals = {"too_short": Refusal(Text("太短", "too short"), field="text")}

        answered = as_problem(rejected, 7, refusals).extra

        assert answered.get("field") == field
        assert "field" not in answered["values"]  # type: ignore[operator]  # what an answer holds is an object

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

    def test_whether_a_stream_of_others_exists_is_not_told(
        self, fresh: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # given: a note outside the reader's township, and one that the reader wrote
        monkeypatch.setattr(consistency, "WAIT_SECONDS", 0.1)
        stranger = write(fresh, 1).json()["stream"]
        own = write(fresh, 2, account="department-industry").json()["stream"]

        def stale(after: str, account: str) -> bool:
            answer = fresh.get("/api/sample/notes", params={"after": after}, headers=bearer(account))
            assert answer.status_code == 200
            return "x-zhouqi-stale" in answer.headers

        # then: a stream that is there and one that is not are answered alike
        narrow = "township-330529002"
        assert [stale(f"{stranger}@1", narrow), stale("note/never@1", narrow)] == [True, True]
        # and who wrote, or sees everything, is told
        assert [stale(f"{own}@1", "department-industry"), stale(f"{stranger}@1", "leader")] == [False, False]

    @pytest.mark.parametrize(
        "after", ["x", "@1", "note/1@", "note/1@0", "note/1@-1", "note/1@²", "a@99999999999"]
    )
    def test_a_place_that_is_none_is_refused(self, client: TestClient, after: str) -> None:
        answer = client.get("/api/sample/notes", params={"after": after}, headers=bearer("leader"))
        assert (answer.status_code, answer.json()["code"]) == (400, "after-invalid")
