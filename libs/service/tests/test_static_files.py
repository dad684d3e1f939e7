"""A built web application beside the API."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from libs.service.tests import sample

from zhouqi.service.http.app import create_app
from zhouqi.service.settings import Settings

PAGE = {"Accept": "text/html"}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<title>周期</title>")
    (folder / "assets" / "index-abc.js").write_text("1")
    return folder


@pytest.fixture
def client(migrated: Settings, built: Path) -> Iterator[TestClient]:
    app = create_app([replace(sample.service, web=lambda: built)], migrated)
    with TestClient(app) as opened:
        yield opened


def test_a_path_of_the_pages_is_the_index_and_asked_for_again(client: TestClient) -> None:
    for path in ("/", "/projects/7?tab=trail"):
        answer = client.get(path, headers=PAGE)
        assert (answer.status_code, "周期" in answer.text) == (200, True)
        assert answer.headers["cache-control"] == "no-cache"
        assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_hashed_assets_are_kept_for_a_year(client: TestClient) -> None:
    answer = client.get("/assets/index-abc.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    absent = client.get("/assets/index-old.js")
    assert (absent.status_code, absent.headers["cache-control"]) == (404, "no-cache")


def test_a_page_in_the_place_of_a_missing_asset_is_not_kept(client: TestClient) -> None:
    answer = client.get("/assets/index-old.js", headers=PAGE)
    assert "周期" in answer.text
    assert answer.headers["cache-control"] == "no-cache"


def test_what_is_large_travels_compressed(client: TestClient, built: Path) -> None:
    (built / "assets" / "large-abc.js").write_text("'" + "x" * 5000 + "'")
    answer = client.get("/assets/large-abc.js", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < 500


def test_nothing_inline_and_nothing_from_elsewhere_is_allowed(client: TestClient) -> None:
    policy = client.get("/", headers=PAGE).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/sample/nothing", "/api/other/x"])
def test_an_api_that_is_not_there_is_no_page(client: TestClient, path: str) -> None:
    answer = client.get(path, headers=PAGE)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


@pytest.mark.parametrize(
    "path", ["/../settings.py", "/%2e%2e/%2e%2e/etc/passwd", "/assets/%00", "/" + "a" * 5000]
)
def test_nothing_outside_the_folder_is_served(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 422)


def test_an_application_that_is_not_built_leaves_the_api_alone(migrated: Settings) -> None:
    app = create_app([replace(sample.service, web=lambda: None)], migrated)
    with TestClient(app) as client:
        assert client.get("/", headers=PAGE).status_code == 404
        assert client.get("/livez").status_code == 200


def test_one_process_serves_one_application(migrated: Settings, built: Path) -> None:
    one = replace(sample.service, web=lambda: built)
    with pytest.raises(ValueError, match="two services"):
        create_app([one, one], migrated)
