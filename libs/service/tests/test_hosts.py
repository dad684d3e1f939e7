"""Pages of other sites reach nothing here, whatever name they were given for this machine."""

import pytest
from fastapi.testclient import TestClient
from libs.service.tests import sample
from libs.service.tests.conftest import bearer
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from zhouqi.service.http.app import create_app
from zhouqi.service.http.hosts import Hosts, allowed_hosts
from zhouqi.service.settings import Settings


async def _taken(request: Request) -> Response:
    return PlainTextResponse("taken", status_code=201 if request.method == "POST" else 200)


@pytest.fixture(scope="module")
def here() -> TestClient:
    """A deployment on loopback that is called by nothing else."""
    middleware = [Middleware(Hosts, allowed=allowed_hosts("127.0.0.1", ()))]
    app = Starlette(routes=[Route("/notes", _taken, methods=["GET", "POST"])], middleware=middleware)
    return TestClient(app, base_url="http://127.0.0.1:8080")


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080", "127.0.0.1"])
def test_the_names_of_loopback_are_good(here: TestClient, host: str) -> None:
    assert here.get("/notes", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example:8080", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "127.0.0.1@evil",
     "[::1", "", "localhost, evil.example", "10.0.0.7"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/notes", "/notes/"])
def test_any_other_name_is_refused_for_every_path(here: TestClient, host: str, path: str) -> None:
    answer = here.get(path, headers={"Host": host})
    assert (answer.status_code, answer.json()["code"]) == (421, "foreign-host")
    assert "location" not in answer.headers


def test_the_application_refuses_before_anything_else(migrated: Settings) -> None:
    with TestClient(create_app([sample.service], migrated)) as client:
        for path in ("/api/sample/notes", "/api/sample/openapi.json", "/readyz", "/no/page/"):
            assert client.get(path, headers={**bearer("leader"), "Host": "evil.example"}).status_code == 421
        page = {**bearer("dispatcher"), "Idempotency-Key": "k", "Origin": "http://evil.example"}
        assert client.post("/api/sample/notes/1", json={}, headers=page).json()["code"] == "foreign-origin"


def test_names_that_the_settings_give_are_good_beside_those_of_loopback(migrated: Settings) -> None:
    app = create_app([sample.service], migrated.model_copy(update={"hosts": ("Zhouqi.example",)}))
    with TestClient(app, base_url="http://zhouqi.example") as client:
        assert client.get("/livez").status_code == 200
        assert client.get("/livez", headers={"Host": "localhost"}).status_code == 200
        assert client.get("/livez", headers={"Host": "other.example"}).status_code == 421


def test_elsewhere_than_on_loopback_all_names_are_good_until_some_are_given() -> None:
    assert allowed_hosts("0.0.0.0", ()) == frozenset()
    assert allowed_hosts("10.0.0.7", ("a.example",)) == {"a.example"}
    assert allowed_hosts("127.0.0.2", ()) == {"127.0.0.1", "localhost", "::1"}


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:8080"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:3000"}, False),
        ({"Origin": "http://127.0.0.1:8080"}, True),
        ({"Origin": "http://127.0.0.1:3000"}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
    ],
)
def test_a_command_comes_from_a_page_of_this_server_or_from_no_page(
    here: TestClient, headers: dict[str, str], taken: bool
) -> None:
    answer = here.post("/notes", headers=headers)
    assert answer.status_code == (201 if taken else 403)
    assert taken or answer.json()["code"] == "foreign-origin"


def test_reading_from_a_link_on_another_site_is_good(here: TestClient) -> None:
    assert here.get("/notes", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
