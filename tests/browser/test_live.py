"""What arrives is seen without reloading, also after the connection was lost."""

import re
from datetime import date, timedelta

from deploy.local.tests.running import Up
from playwright.sync_api import Browser, Page, expect

from tests.brokers.waiting import until
from tests.browser.visit import visiting
from tests.e2e.client import Client

PATIENCE_MS = 30_000


def as_of(page: Page) -> str:
    """The time that the list's panel says."""
    return page.get_by_role("region", name="项目列表").get_by_text("数据截至").inner_text()


def test_the_next_day_arrives_on_an_open_page(browser: Browser, base: str, stack: Up) -> None:
    with Client(stack) as client:
        today = date.fromisoformat(client.get("/api/ingest/day")["today"])
    with visiting(browser, base) as reader, visiting(browser, base) as operator:
        reader.open("/projects")
        reader.sign_in()
        expect(reader.page.get_by_text("实时", exact=True)).to_be_visible()
        expect(reader.page.locator("tbody a").first).to_be_visible()
        before = as_of(reader.page)

        operator.open("/operations")
        operator.sign_in("operator")
        for passed in range(1, 15):
            operator.page.get_by_role("button", name="进入下一日").click()
            with operator.page.expect_response("**/api/ingest/days?**") as advanced:
                operator.page.get_by_role("button", name=re.compile("进\\s?入$")).last.click()
            assert advanced.value.status == 202, advanced.value.text()
            closed = str(today + timedelta(days=passed))
            day = operator.page.get_by_role("region", name="业务日期")
            expect(day.get_by_role("status")).to_have_text(closed, timeout=PATIENCE_MS)
            if _moved(reader.page, before):
                break

        expect(reader.page.get_by_role("region", name="项目列表")).not_to_contain_text(before)


def test_a_lost_connection_is_shown_and_caught_up(browser: Browser, base: str, stack: Up) -> None:
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open("/projects")
        visit.sign_in()
        expect(page.get_by_text("实时", exact=True)).to_be_visible()
        before = as_of(page)

        page.route("**/api/cockpit/changes", lambda route: route.abort())
        page.reload()
        expect(page.get_by_text("连接中断")).to_be_visible()
        _pass_days_until_the_list_changes(stack)
        expect(page.get_by_role("region", name="项目列表")).to_contain_text(before)

        page.unroute_all()
        expect(page.get_by_text("实时", exact=True)).to_be_visible(timeout=PATIENCE_MS)
        expect(page.get_by_role("region", name="项目列表")).not_to_contain_text(before)
        visit.errors = [error for error in visit.errors if "ERR_FAILED" not in error]


def test_any_number_of_tabs_load_and_go_on_when_one_is_closed(browser: Browser, base: str, stack: Up) -> None:
    """A browser has six connections to a server; a stream for each tab would take them all."""
    with visiting(browser, base) as visit:
        visit.open("/projects")
        visit.sign_in()
        tabs = [visit.page, *(visit.page.context.new_page() for _ in range(7))]
        for tab in tabs[1:]:
            tab.goto(f"{base}/projects")
        for tab in tabs:
            expect(tab.locator("tbody a").first).to_be_visible()
            expect(tab.get_by_text("实时", exact=True)).to_be_visible()

        listening, *others = tabs
        before = as_of(others[-1])
        listening.close()
        _pass_days_until_the_list_changes(stack)

        for tab in others:
            expect(tab.get_by_role("region", name="项目列表")).not_to_contain_text(
                before, timeout=PATIENCE_MS
            )


def _moved(page: Page, before: str) -> bool:
    page.wait_for_timeout(1_500)
    return as_of(page) != before


def _pass_days_until_the_list_changes(stack: Up) -> None:
    with Client(stack) as client, Client(stack, "operator") as operator:
        position = client.get("/api/cockpit/projects")["as_of"]
        while client.get("/api/cockpit/projects")["as_of"] == position:
            _pass_a_day(operator)


def _pass_a_day(operator: Client) -> None:
    today = operator.get("/api/ingest/day")["today"]
    operator.post("/api/ingest/days", after=today)
    until(lambda: operator.get("/api/ingest/day")["closed"] > today, 30, "the next day is closed")
