"""How the pages reach the browser: what may be kept, what may be loaded, and how much there is to load."""

import gzip
import json
import os
from pathlib import Path
from typing import Final

import httpx2
from playwright.sync_api import Browser, Response, expect

from tests.browser.visit import visiting

MOST_SCRIPT: Final = 350_000
INGEST: Final = Path(__file__).parents[2] / "services" / "cockpit" / "openapi-ingest.json"
LATER: Final = "TownshipChart"
"""Scripts that a page fetches after its content is shown."""


def test_the_page_is_asked_for_anew_and_its_assets_are_kept(base: str) -> None:
    index = httpx2.get(f"{base}/projects", headers={"accept": "text/html"})
    assert index.headers["cache-control"] == "no-cache"
    assert "default-src 'self'" in index.headers["content-security-policy"]
    assert 'http-equiv="Content-Security-Policy"' in index.text

    script = index.text.split('type="module" crossorigin src="')[1].split('"')[0]
    kept = httpx2.get(base + script)
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_the_first_load_is_light(browser: Browser, base: str) -> None:
    scripts: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.url.endswith(".js") and LATER not in response.url:
            scripts[response.url] = len(gzip.compress(response.body(), 9))

    with visiting(browser, base) as visit:
        visit.page.on("response", weigh)
        visit.open("/projects")
        visit.sign_in()
        expect(visit.page.locator("canvas")).to_be_visible()
        visit.page.remove_listener("response", weigh)

    assert 0 < sum(scripts.values()) <= MOST_SCRIPT


def test_the_api_of_ingest_is_the_one_that_the_pages_were_made_for(base: str) -> None:
    served = httpx2.get(f"{base}/api/ingest/openapi.json").json()
    if os.environ.get("ZHOUQI_WRITE"):
        INGEST.write_text(json.dumps(served, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    assert json.loads(INGEST.read_text(encoding="utf-8")) == served
