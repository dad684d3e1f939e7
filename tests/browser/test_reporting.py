"""What people enter about a project, and ask for: by whom, who decides, and what is refused."""

import re
from datetime import date, timedelta
from typing import Any, Final

from deploy.local.tests.running import Up
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_issue_loop import act, press
from tests.browser.visit import visiting
from tests.e2e.client import Client

AGENT: Final = "agent-330529400-1"
PATIENCE_MS: Final = 20_000


def test_an_agent_reports_a_milestone(browser: Browser, base: str, stack: Up) -> None:
    project = _overdue(stack, "leader", "no_start")
    agent = project["agent"]
    today = _today(stack)
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open(f"/projects/{project['id']}")
        visit.sign_in(agent)
        form = page.get_by_role("form", name="节点上报")
        press(page, "上报")
        expect(form.get_by_role("alert")).to_have_count(3)
        _choose(page, "开工")
        form.get_by_label("达成日期").fill(str(today + timedelta(days=40)))
        form.get_by_label("文号").fill("澄建开〔2026〕7号")
        press(page, "上报")
        expect(form.get_by_role("alert").filter(has_text="不能晚于")).to_be_visible()
        form.get_by_label("达成日期").fill(str(today))
        press(page, "上报")
        expect(page.get_by_role("tooltip")).to_contain_text(f"记录为 {today} 开工")
        press(page, "上报")

        expect(page.get_by_role("alert").filter(has_text="已记录")).to_be_visible(timeout=PATIENCE_MS)
        expect(page).to_have_url(re.compile("after=project%2F"))
        bar = page.get_by_role("region", name="节点：计划与实际")
        expect(bar).to_contain_text(f"{today} 达成", timeout=PATIENCE_MS)
        expect(bar).to_contain_text("文号 澄建开〔2026〕7号")
        expect(page.get_by_role("listitem").filter(has_text=f"节点达成 · 开工 {today}").first).to_be_visible()
        episodes = page.get_by_role("region", name="六未时段")
        expect(episodes).to_contain_text("已销号 · 已达成", timeout=PATIENCE_MS)


def test_a_department_asks_to_extend_and_to_terminate_and_another_account_decides(
    browser: Browser, base: str, stack: Up
) -> None:
    account = "department-construction"
    project = _overdue(stack, account, "no_complete")
    today = _today(stack)
    due = today + timedelta(days=120)
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open(f"/projects/{project['id']}")
        visit.sign_in(account)
        page.get_by_text("延期", exact=True).click()
        form = page.get_by_role("form", name="延期")
        _choose(page, "竣工")
        form.get_by_label("延期至").fill("2020-01-01")
        form.get_by_label("理由").fill("主体未供电")
        form.get_by_label("文号").fill("澄发改延〔2026〕3号")
        press(page, "申请延期")
        expect(form.get_by_role("alert").filter(has_text="应晚于")).to_be_visible()
        form.get_by_label("延期至").fill(str(due))
        act(page, "申请延期")
        waiting = page.get_by_role("list", name="待审批事项")
        expect(waiting).to_contain_text(f"待审批：节点延期 竣工 · 延期至 {due}", timeout=PATIENCE_MS)
        expect(waiting.get_by_role("button")).to_have_count(0)

    with visiting(browser, base) as visit:
        page = visit.page
        visit.open(f"/projects/{project['id']}")
        visit.sign_in("dispatcher")
        act(page, "同意")
        bar = page.get_by_role("region", name="节点：计划与实际")
        expect(bar).to_contain_text(f"延期至 {due}", timeout=PATIENCE_MS)
        expect(page.get_by_role("region", name="六未时段")).to_contain_text(
            "已销号 · 已延期", timeout=PATIENCE_MS
        )


def test_who_may_enter_nothing_sees_no_form(browser: Browser, base: str, stack: Up) -> None:
    project = _overdue(stack, AGENT)
    for account in ("leader", "operator"):
        with visiting(browser, base) as visit:
            visit.open(f"/projects/{project['id']}")
            visit.sign_in(account)
            expect(visit.page.get_by_role("region", name="节点：计划与实际")).to_be_visible()
            expect(visit.page.get_by_role("heading", name="事件轨迹")).to_be_visible()
            expect(visit.page.get_by_role("form")).to_have_count(0)


def test_a_draft_outlives_the_window(browser: Browser, base: str, stack: Up) -> None:
    project = _overdue(stack, AGENT)
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open(f"/projects/{project['id']}")
        visit.sign_in(project["agent"])
        page.get_by_label("文号").fill("澄建开〔2026〕8号")
        page.reload()

        expect(page.get_by_label("文号")).to_have_value("澄建开〔2026〕8号")


def _choose(page: Page, milestone: str) -> None:
    page.get_by_role("combobox", name="节点").click()
    page.get_by_title(milestone, exact=True).click()


def _today(stack: Up) -> date:
    with Client(stack) as client:
        return date.fromisoformat(client.get("/api/ingest/day")["today"])


def _overdue(stack: Up, account: str, stall: str | None = None) -> dict[str, Any]:
    """A project within the account's scope with an open stall, whose day can be entered."""
    with Client(stack, account) as client:
        found = client.projects(stalled="open", **({"stall": stall} if stall else {}))
    assert found, f"no project of {account} has {stall} open"
    return found[0]
