"""How the pages reach the browser: what may be kept, what may be loaded, and how much there is to load."""

import gzip
import json
import os
from pathlib import Path
from typing import Final

import httpx2
import pytest
from playwright.sync_api import Browser, Response, expect

from tests.browser.visit import visiting

MOST_SCRIPT: Final = 350_000
COCKPIT: Final = Path(__file__).parents[2] / "services" / "cockpit"
LATER: Final = "Chart"
"""In the names of the scripts that a page fetches after its content is shown."""


def test_the_page_is_asked_for_anew_and_its_assets_are_kept(base: str) -> None:
    index = httpx2.get(f"{base}/projects", headers={"accept": "text/html"})
    assert index.headers["cache-control"] == "no-cache"
    assert "default-src 'self'" in index.headers["content-security-policy"]
    assert 'http-equiv="Content-Security-Policy"' in index.text

    script = index.text.split('type="module" crossorigin src="')[1].split('"')[0]
    kept = httpx2.get(base + script)
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["/", "/projects", "/issues"])
def test_the_first_load_is_light(browser: Browser, base: str, path: str) -> None:
    scripts: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.url.endswith(".js") and LATER not in response.url:
            scripts[response.url] = len(gzip.compress(response.body(), 9))

    with visiting(browser, base) as visit:
        visit.page.on("response", weigh)
        visit.open(path)
        visit.sign_in()
        expect(visit.page.locator("tbody a" if path == "/issues" else "canvas").first).to_be_visible()
        visit.page.remove_listener("response", weigh)

    assert 0 < sum(scripts.values()) <= MOST_SCRIPT


@pytest.mark.parametrize("service", ["ingest", "issues", "lifecycle"])
def test_the_apis_are_those_that_the_pages_were_made_for(base: str, service: str) -> None:
    """The cockpit's own is compared where it is made, in its own tests."""
    described = COCKPIT / f"openapi-{service}.json"
    served = httpx2.get(f"{base}/api/{service}/openapi.json").json()
    if os.environ.get("ZHOUQI_WRITE"):
        described.write_text(json.dumps(served, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    assert json.loads(described.read_text(encoding="utf-8")) == served
