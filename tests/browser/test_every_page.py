"""Every page at three sizes, one of them dark: whole, readable for everyone, in peace with the content policy.

The sign-in comes first; all others are opened by who signed in there.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_issue_loop import press
from tests.browser.visit import Mode, Visit, visiting

GRAVE: Final = {"serious", "critical"}


def sign_in_page(visit: Visit) -> None:
    visit.open("/sign-in")
    expect(visit.page.locator("main [data-account='leader']")).to_be_visible()


def overview(visit: Visit) -> None:
    visit.open("/")
    expect(visit.page.locator("canvas")).to_have_count(3)
    expect(visit.page.locator("main [data-figure='projects']")).to_be_visible()


def overview_tables(visit: Visit) -> None:
    overview(visit)
    for switch in visit.page.get_by_text("表", exact=True).all():
        switch.click()
    expect(visit.page.locator("canvas")).to_have_count(0)
    expect(visit.page.get_by_role("table", name="六未分布")).to_be_visible()


def project_list(visit: Visit) -> None:
    visit.open("/projects")
    expect(visit.page.get_by_role("link", name="年产").first).to_be_visible()
    expect(visit.page.locator("canvas")).to_be_visible()


def filtered_list(visit: Visit) -> None:
    visit.open("/projects?light=red&light=yellow&stalled=open&full_view=false&sort=overdue&order=desc")
    expect(visit.page.get_by_role("list", name="当前筛选")).to_contain_text("未销号")
    expect(visit.page.get_by_role("link", name="年产").first).to_be_visible()
    visit.page.get_by_role("button", name="更多筛选").click()


def project(visit: Visit) -> None:
    visit.open("/projects?stalled=open&light=red&sort=overdue&order=desc")
    visit.page.get_by_role("link", name="年产").first.click()
    visit.page.get_by_role("button", name="查看数据").first.click()
    expect(visit.page.get_by_role("columnheader", name="值")).to_be_visible()
    expect(visit.page.get_by_role("region", name="节点：计划与实际")).to_contain_text("达成")
    visit.page.locator("main").evaluate("main => main.scrollTo(0, 0)")


def no_match(visit: Visit) -> None:
    visit.open("/projects?q=%E6%B2%A1%E6%9C%89")
    expect(visit.page.get_by_text("没有符合条件的项目")).to_be_visible()


def no_project(visit: Visit) -> None:
    visit.open("/projects/00000000-0000-0000-0000-000000000000")
    expect(visit.page.get_by_role("heading", name="没有这个项目")).to_be_visible()


def issue_list(visit: Visit) -> None:
    visit.open("/issues")
    expect(visit.page.get_by_role("region", name="问题列表").get_by_text("已办结").first).to_be_visible()


def choosing(visit: Visit) -> None:
    """A filter's list of choices, open."""
    project_list(visit)  # whole: what still moves is missed by a click
    more = visit.page.get_by_role("button", name="更多筛选")
    if not visit.page.get_by_role("combobox", name="灯色").is_visible():
        more.click()
        expect(more).to_have_attribute("aria-expanded", "true")
    visit.page.get_by_role("combobox", name="灯色").click()
    expect(visit.page.get_by_role("listbox", name="灯色")).to_be_attached()
    expect(visit.page.get_by_title("红灯").first).to_be_visible()


def issue(visit: Visit) -> None:
    visit.open("/issues?progress=done")
    visit.page.locator("main a[href^='/issues/']").first.click()
    expect(visit.page.get_by_role("heading", name="事件轨迹")).to_be_visible()
    expect(visit.page.get_by_role("listitem").filter(has_text="提出问题").first).to_be_visible()


def no_issue(visit: Visit) -> None:
    visit.open("/issues/00000000-0000-0000-0000-000000000000")
    expect(visit.page.get_by_role("heading", name="没有这个问题")).to_be_visible()


def operations(visit: Visit) -> None:
    visit.open("/operations")
    runs = visit.page.get_by_role("region", name="归集记录")
    expect(runs.get_by_text("项目基本信息", exact=True).first).to_be_visible()


def late_entries(visit: Visit) -> None:
    visit.open("/late-entries?takeover=true")
    taken = visit.page.get_by_role("region", name="补录")
    expect(taken.get_by_role("list", name="补录").get_by_role("listitem").first).to_be_visible()


def approvals(visit: Visit) -> None:
    visit.page.get_by_role("main").get_by_role("link", name="延期、终止与撤回").click()
    decided = visit.page.get_by_role("region", name="延期、终止与撤回")
    expect(decided.get_by_text("待审批")).to_be_visible()


def dictionary(visit: Visit) -> None:
    visit.open("/dictionary")
    expect(visit.page.get_by_role("rowheader", name="销号率")).to_be_visible()


def nowhere(visit: Visit) -> None:
    visit.open("/nowhere")
    expect(visit.page.get_by_role("heading", name="没有这个页面")).to_be_visible()


def raising(visit: Visit) -> None:
    """The form with its errors beside the fields."""
    visit.open("/issues/new")
    press(visit.page, "提交")
    expect(visit.page.get_by_role("alert").filter(has_text="必填").first).to_be_visible()


def asking(visit: Visit) -> None:
    """The question before a final act."""
    visit.open("/issues/new")
    visit.page.get_by_role("combobox", name="涉及的项目").click()
    visit.page.locator(".ant-select-item-option").first.click()
    visit.page.get_by_role("combobox", name="类别").click()
    visit.page.get_by_title("用工").click()
    visit.page.get_by_label("标题").fill("招工困难")
    visit.page.get_by_label("情况说明").fill("缺焊工二十名。")
    press(visit.page, "提交")
    expect(visit.page.get_by_role("tooltip")).to_contain_text("提交这个问题？")


def reporting(visit: Visit) -> None:
    """What an agent or a department can enter about a project of its own."""
    visit.open(f"/projects/{_reportable(visit)}")
    form = visit.page.get_by_role("form", name="节点上报")
    press(visit.page, "上报")
    expect(form.get_by_role("alert").first).to_be_visible()
    form.scroll_into_view_if_needed()


def _reportable(visit: Visit) -> str:
    """A red project of which the account may report a milestone."""
    ask = visit.page.request.get
    red = ask(f"{visit.base}/api/cockpit/projects?light=red&stalled=open&limit=100").json()["items"]
    for project in red:
        acts = ask(f"{visit.base}/api/lifecycle/projects/{project['id']}/acts").json()
        if acts["report"]:
            return str(project["id"])
    raise AssertionError("no red project of which the account may report anything")


def dispatching(visit: Visit) -> None:
    """What a dispatcher does with what was raised."""
    visit.open("/issues?state=raised")
    visit.page.locator("main a[href^='/issues/']").first.click()
    visit.page.get_by_role("button", name="不予受理").click()
    expect(visit.page.get_by_label("不予受理的理由")).to_be_visible()


def refused(visit: Visit) -> None:
    """What an operator watches of the data that did not come in."""
    visit.open("/operations")
    for name in ("退回数据", "未关联记录"):
        listed = visit.page.get_by_role("region", name=name)
        expect(listed.get_by_role("list").first.get_by_role("listitem").first).to_be_visible()
    visit.page.get_by_text("原始记录").first.click()


Opened = Callable[[Visit], None]
PAGES: Final[tuple[Opened, ...]] = (
    sign_in_page,
    overview,
    overview_tables,
    project_list,
    filtered_list,
    choosing,
    project,
    no_match,
    no_project,
    issue_list,
    issue,
    no_issue,
    operations,
    late_entries,
    approvals,
    dictionary,
    nowhere,
)
OWN_PAGES: Final[dict[str, tuple[Opened, ...]]] = {
    "agent-330529400-1": (raising, asking, reporting),
    "department-construction": (reporting,),
    "dispatcher": (dispatching,),
    "operator": (refused,),
}
"""What only some may do."""
PICTURES: Final[dict[tuple[Opened, str, Mode], str]] = {
    (overview, "notebook", "light"): "overview.png",
    (overview, "notebook", "dark"): "overview-dark.png",
    (overview, "phone", "light"): "overview-phone.png",
    (project_list, "notebook", "light"): "projects.png",
    (project, "desktop", "light"): "project.png",
    (issue_list, "notebook", "light"): "issues.png",
    (issue, "notebook", "light"): "issue.png",
    (sign_in_page, "notebook", "light"): "sign-in.png",
}
WRITING: Final = bool(os.environ.get("ZHOUQI_WRITE"))
EVERY_LOOK: Final[tuple[tuple[str, Mode], ...]] = (
    ("phone", "light"),
    ("desktop", "light"),
    ("notebook", "dark"),
    *((("notebook", "light"),) if WRITING else ()),  # for the pictures alone
)


@pytest.mark.parametrize(("size", "mode"), EVERY_LOOK)
def test_every_page(
    browser: Browser, base: str, size: str, mode: Mode, images: Path | None, subtests: pytest.Subtests
) -> None:
    with visiting(browser, base, size, mode, touch=size == "phone") as visit:
        for opened in PAGES:
            with subtests.test(page=opened.__name__):
                opened(visit)
                _is_fit(visit)
                name = PICTURES.get((opened, size, mode))
                if images and name:
                    images.mkdir(parents=True, exist_ok=True)
                    visit.page.mouse.move(0, 0)
                    visit.page.screenshot(path=images / name)
            if opened is sign_in_page:
                visit.sign_in()


@pytest.mark.parametrize("account", OWN_PAGES)
@pytest.mark.parametrize(("size", "mode"), EVERY_LOOK)
def test_the_pages_of_those_who_act(
    browser: Browser, base: str, size: str, mode: Mode, account: str, subtests: pytest.Subtests
) -> None:
    with visiting(browser, base, size, mode, touch=size == "phone") as visit:
        visit.open("/dictionary")
        visit.sign_in(account)
        for opened in OWN_PAGES[account]:
            with subtests.test(page=opened.__name__):
                opened(visit)
                _is_fit(visit)


def _is_fit(visit: Visit) -> None:
    _fits(visit.page)
    _is_accessible(visit.page)
    visit.check()


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
