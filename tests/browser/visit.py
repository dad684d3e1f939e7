"""A browser window that notes what must never happen: errors, requests to other hosts, forbidden styles and scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

SIZES: Final = {"notebook": (1366, 768), "desktop": (1920, 1080), "phone": (390, 844)}
_PATIENCE_MS: Final = 15_000
"""For a page and for what it shows, on a machine that tests other things at the same time."""
ACCOUNT_BUTTON: Final = "main [data-account='{}']"

Mode = Literal["light", "dark"]


@dataclass
class Visit:
    """One window on the running cockpit."""

    page: Page
    base: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to an address of the application."""
        self.page.goto(self.base + path)

    def sign_in(self, account: str = "leader") -> None:
        """Sign in as a person does: by choosing the account. Ends on the page that was asked for."""
        if self.page.url == "about:blank":
            self.open("/sign-in")
        self.page.locator(ACCOUNT_BUTTON.format(account)).click()
        expect(self.page.get_by_role("navigation").first).to_be_attached()

    def check(self) -> None:
        """Fails when something happened that must not."""
        assert self.foreign == []
        assert self.errors == []


@contextmanager
def visiting(
    browser: Browser, base: str, size: str = "notebook", mode: Mode = "light", *, touch: bool = False
) -> Iterator[Visit]:
    """A window of its own, without cookies; checked at the end of the block."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=mode,
        locale="zh-CN",
        has_touch=touch,
        accept_downloads=True,
        reduced_motion="reduce",
    )
    context.set_default_timeout(_PATIENCE_MS)
    expect.set_options(timeout=_PATIENCE_MS)
    visit = Visit(context.new_page(), base)
    host = urlsplit(base).netloc

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _is_answer(message):
            visit.errors.append(f"{message.text} ({message.location})")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("blob", "data") and address.netloc != host:
            visit.foreign.append(request.url)

    visit.page.on("console", on_console)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.on("request", on_request)
    try:
        yield visit
        visit.check()
    finally:
        context.close()


def _is_answer(message: ConsoleMessage) -> bool:
    """The browser's own note of an answer that is no success, such as 401 before one has signed in."""
    return message.text.startswith("Failed to load resource: the server responded with a status of")
