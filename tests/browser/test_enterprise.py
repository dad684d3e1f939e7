"""An enterprise begins on its issues and sees nothing of others."""

import re

from deploy.local.tests.running import Up
from playwright.sync_api import Browser, expect

from tests.browser.test_issue_loop import an_enterprise
from tests.browser.visit import visiting
from tests.e2e.client import Client


def test_it_lands_on_its_issues(browser: Browser, base: str, stack: Up) -> None:
    account = an_enterprise(stack)
    with visiting(browser, base, "phone", touch=True) as visit:
        page = visit.page
        visit.open("/")
        visit.sign_in(account)
        expect(page).to_have_url(re.compile("/issues$"))
        expect(page.get_by_role("heading", name="问题", level=1)).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text("本企业：")
        expect(page.get_by_role("link", name="提出问题").first).to_be_visible()

        page.get_by_role("button", name="打开导航").click()
        menu = page.get_by_role("navigation", name="主导航")
        expect(menu.get_by_role("link")).to_have_text(["项目库", "问题", "补录与审批", "指标口径"])


def test_it_sees_nothing_of_others(browser: Browser, base: str, stack: Up) -> None:
    account = an_enterprise(stack)
    with Client(stack) as leader, Client(stack, account) as own:
        mine = {one["id"] for one in own.projects()}
        project = next(one for one in leader.projects() if one["id"] not in mine)
        issues = leader.get("/api/cockpit/issues", limit=200)["items"]
        theirs = {one["id"] for one in own.get("/api/cockpit/issues", limit=200)["items"]}
        issue = next(one for one in issues if one["id"] not in theirs)
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open(f"/issues/{issue['id']}")
        visit.sign_in(account)
        expect(page.get_by_role("heading", name="没有这个问题")).to_be_visible()
        visit.open(f"/projects/{project['id']}")
        expect(page.get_by_role("heading", name="没有这个项目")).to_be_visible()
        visit.open(f"/projects?q={project['code']}")
        expect(page.get_by_text("没有符合条件的项目")).to_be_visible()
        visit.open("/projects")
        expect(page.get_by_role("status").filter(has_text=f"共 {len(mine)} 条")).to_be_visible()
        visit.open("/operations")
        expect(page.get_by_text("您没有查看这里的权限")).to_be_visible()


def test_who_may_not_raise_is_told_so(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        visit.open("/issues/new")
        visit.sign_in("leader")

        expect(visit.page.get_by_text("您不能提出问题")).to_be_visible()
        expect(visit.page.get_by_role("form")).to_have_count(0)


def test_bad_addresses_lead_nowhere_gently(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open("/issues/not-an-issue")
        visit.sign_in()
        expect(page.get_by_role("heading", name="没有这个问题")).to_be_visible()
        visit.open("/issues/00000000-0000-0000-0000-000000000000?after=nothing")
        expect(page.get_by_role("heading", name="没有这个问题")).to_be_visible()
        visit.open("/issues?state=gone&project=1%27--&cursor=bm90aGluZw&limit=7")
        expect(page.get_by_role("region", name="问题列表").locator("tbody a").first).to_be_visible()
        expect(page.get_by_role("list", name="当前筛选")).to_have_count(0)
