"""Every page at three sizes: shown whole, readable for everyone, and in peace with the content policy.

The sign-in comes first; all others are opened by who signed in there.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.visit import SIZES, Mode, Visit, visiting

GRAVE: Final = {"serious", "critical"}


def sign_in_page(visit: Visit) -> None:
    visit.open("/sign-in")
    expect(visit.page.locator("main [data-account='leader']")).to_be_visible()


def project_list(visit: Visit) -> None:
    visit.open("/projects")
    expect(visit.page.get_by_role("link", name="年产").first).to_be_visible()
    expect(visit.page.locator("canvas")).to_be_visible()


def project(visit: Visit) -> None:
    visit.open("/projects?sort=investment&order=desc")
    visit.page.get_by_role("link", name="年产").first.click()
    visit.page.get_by_role("button", name="查看数据").first.click()
    expect(visit.page.get_by_role("columnheader", name="值")).to_be_visible()
    visit.page.locator("main").evaluate("main => main.scrollTo(0, 0)")


def no_match(visit: Visit) -> None:
    visit.open("/projects?q=%E6%B2%A1%E6%9C%89")
    expect(visit.page.get_by_text("没有符合条件的项目")).to_be_visible()


def no_project(visit: Visit) -> None:
    visit.open("/projects/00000000-0000-0000-0000-000000000000")
    expect(visit.page.get_by_role("heading", name="没有这个项目")).to_be_visible()


def operations(visit: Visit) -> None:
    visit.open("/operations")
    expect(visit.page.get_by_role("row", name="项目基本信息").first).to_be_visible()


def dictionary(visit: Visit) -> None:
    visit.open("/dictionary")
    expect(visit.page.get_by_role("rowheader", name="在库项目").first).to_be_visible()


def nowhere(visit: Visit) -> None:
    visit.open("/nowhere")
    expect(visit.page.get_by_role("heading", name="没有这个页面")).to_be_visible()


PAGES: Final[tuple[Callable[[Visit], None], ...]] = (
    sign_in_page,
    project_list,
    project,
    no_match,
    no_project,
    operations,
    dictionary,
    nowhere,
)
PICTURES: Final[dict[tuple[Callable[[Visit], None], str, Mode], str]] = {
    (project_list, "notebook", "light"): "projects.png",
    (project_list, "notebook", "dark"): "projects-dark.png",
    (project_list, "phone", "light"): "projects-phone.png",
    (project, "desktop", "light"): "project.png",
    (sign_in_page, "notebook", "light"): "sign-in.png",
}


@pytest.mark.parametrize(("size", "mode"), [*((size, "light") for size in SIZES), ("notebook", "dark")])
def test_every_page(
    browser: Browser, base: str, size: str, mode: Mode, images: Path | None, subtests: pytest.Subtests
) -> None:
    with visiting(browser, base, size, mode, touch=size == "phone") as visit:
        for opened in PAGES:
            with subtests.test(page=opened.__name__):
                opened(visit)
                _fits(visit.page)
                _is_accessible(visit.page)
                visit.check()
                name = PICTURES.get((opened, size, mode))
                if images and name:
                    images.mkdir(parents=True, exist_ok=True)
                    visit.page.mouse.move(0, 0)
                    visit.page.screenshot(path=images / name)
            if opened is sign_in_page:
                visit.sign_in()


def _fits(page: Page) -> None:
    """Nothing sticks out of the window sideways."""
    wide = page.evaluate(
        "() => [document.documentElement, document.querySelector('main')]"
        ".some(element => element.scrollWidth > element.clientWidth + 1)"
    )
    assert not wide


def _is_accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    grave = [
        f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in GRAVE
    ]
    assert grave == []
