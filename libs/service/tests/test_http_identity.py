"""Who asks, and what lies within their scope, through the whole application."""

import pytest
from fastapi.testclient import TestClient
from libs.service.tests.conftest import COUNTY, KEY, bearer, token_of
from libs.service.tests.notes import write

from zhouqi.service.identity.identity import Identity, Role, Scope
from zhouqi.service.identity.tokens import Tokens

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
        assert answer.json()["permission"] == "record.read"


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
