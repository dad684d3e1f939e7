"""The real embedded stack with the county of seed 1, and a real browser.

Both live as long as the tests of this folder: the browser keeps its event loop running in this thread, where
other tests want their own.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from deploy.local.tests.running import Up, up
from playwright.sync_api import Browser, sync_playwright

from zhouqi.cockpit.frontend import web_folder

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
IMAGES: Final = Path(__file__).parents[2] / "docs" / "images"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _missing(what: str) -> None:
    """Skip, saying why; under CI, which installs what is needed, fail."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(what)


@pytest.fixture(scope="package")
def browser(processes: None) -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        _missing("no Chromium on this machine (Debian: apt install chromium fonts-noto-cjk)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS])
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def stack(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    if web_folder() is None:
        _missing("the pages have not been built (make web)")
    with up(tmp_path_factory.mktemp("browser") / "data", "--seed", "1", "--size", "500") as started:
        started.wait_ready()
        yield started


@pytest.fixture(scope="package")
def base(stack: Up) -> str:
    return f"http://127.0.0.1:{stack.port}"


@pytest.fixture(scope="package")
def images() -> Path | None:
    """Where the README's pictures go, when they are asked for with ZHOUQI_WRITE=1."""
    return IMAGES if os.environ.get("ZHOUQI_WRITE") else None
