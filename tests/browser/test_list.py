"""The list as people use it: every number leads to its rows, every list can be shared, every row opened."""

import re

import pytest
from deploy.local.tests.running import Up
from playwright.sync_api import Browser, Locator, Page, expect
from services.cockpit.tests.workbook import Book

from tests.browser.visit import visiting
from tests.e2e.client import Client


def test_every_number_leads_to_as_many_rows(browser: Browser, base: str, subtests: pytest.Subtests) -> None:
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open("/projects")
        visit.sign_in()
        expect(page.locator("tbody a").first).to_be_visible()
        for label in ("缺计划", "数据卡住", "已撤销", "在库项目"):
            with subtests.test(figure=label):
                figure = page.get_by_role("link", name=re.compile(f"^{label}"))
                number = _number(figure.inner_text())
                figure.click()
                expect(
                    page.get_by_text("没有符合条件的项目") if number == "0" else _total(page, number)
                ).to_be_visible()

        page.get_by_text("表", exact=True).click()
        row = page.get_by_role("row", name=re.compile("听澜街道")).first
        number = row.get_by_role("link").inner_text()
        row.get_by_role("link").click()
        expect(page).to_have_url(re.compile("township=330529001"))
        expect(_total(page, number)).to_be_visible()


def _total(page: Page, number: str) -> Locator:
    """The pager that counts ``number`` rows."""
    return page.get_by_role("status").filter(has_text=re.compile(f"共 {number} 条$"))


def _settle(page: Page) -> None:
    """Wait until the rows shown are those that were asked for."""
    expect(page.get_by_role("table", name="项目列表")).to_have_attribute("aria-busy", "false")


def _number(text: str) -> str:
    found = re.search(r"\d[\d,]*", text)
    assert found, text
    return found.group()


def test_filters_order_and_page_live_in_the_address(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open("/projects")
        visit.sign_in()
        page.get_by_role("searchbox", name="搜索").fill("水泵")
        expect(page).to_have_url(re.compile("q=%E6%B0%B4%E6%B3%B5"))
        page.get_by_role("button", name=re.compile("^总投资")).click()
        page.get_by_role("button", name=re.compile("^总投资")).click()
        expect(page).to_have_url(re.compile("sort=investment&order=desc"))
        expect(page.get_by_role("columnheader", name="总投资")).to_have_attribute("aria-sort", "descending")
        _settle(page)
        shown = page.locator("tbody tr").all_inner_texts()
        shared = page.url

        page.go_back()
        expect(page).to_have_url(re.compile("order=asc"))

    with visiting(browser, base) as other:
        other.open(shared.removeprefix(base))
        other.sign_in()
        expect(other.page.get_by_role("searchbox", name="搜索")).to_have_value("水泵")
        _settle(other.page)
        assert other.page.locator("tbody tr").all_inner_texts() == shown


def test_pages_turn_forwards_and_back(browser: Browser, base: str, stack: Up) -> None:
    with Client(stack) as client:
        whole = len(client.projects())
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open("/projects?limit=20&sort=registered_on&order=asc")
        visit.sign_in()
        status = page.get_by_role("navigation").get_by_role("status")
        expect(status).to_have_text(f"第 1–20 条，共 {whole} 条")
        first = page.locator("tbody tr").all_inner_texts()
        for expected in (f"第 21–40 条，共 {whole} 条", f"第 41–60 条，共 {whole} 条"):
            page.get_by_role("button", name="下一页").click()
            expect(status).to_have_text(expected)
        for expected in (f"第 21–40 条，共 {whole} 条", f"第 1–20 条，共 {whole} 条"):
            page.get_by_role("button", name="上一页").click()
            expect(status).to_have_text(expected)

        assert page.locator("tbody tr").all_inner_texts() == first
        expect(page.get_by_role("button", name="上一页")).to_be_disabled()


def test_the_export_has_the_rows_of_the_screen(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open("/projects?township=330529201&sort=investment&order=desc")
        visit.sign_in()
        expect(page.locator("tbody a").first).to_be_visible()
        with page.expect_download() as downloading:
            page.get_by_role("button", name="导出 Excel").click()
        names = page.locator("tbody a").all_inner_texts()
        expect(page.get_by_text(f"已导出 {len(names)} 行")).to_be_visible()

        book = Book(downloading.value.path().read_bytes())
        assert [row["A"] for row in book.rows(0)[1:]] == names
        assert downloading.value.suggested_filename.startswith("项目库-")


def test_row_height_is_remembered(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        visit.open("/projects")
        visit.sign_in()
        table = visit.page.get_by_role("table", name="项目列表")
        expect(table).to_have_attribute("data-density", "compact")
        visit.page.get_by_text("宽松").click()
        visit.page.reload()

        expect(table).to_have_attribute("data-density", "comfortable")


def test_the_keyboard_reaches_everything(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open("/projects?limit=20")
        visit.sign_in()
        expect(page.locator("tbody a").first).to_be_visible()
        reached: list[str] = []
        page.locator("body").press("Tab")
        for _ in range(80):
            reached.append(
                str(page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel"))
            )
            page.keyboard.press("Tab")
        for wanted in ("跳到主要内容", "项目库", "收起导航", "EN", "导出 Excel", "项目名称", "在库项目"):
            assert any(wanted in one for one in reached), wanted

        page.get_by_role("button", name=re.compile("^总投资")).press("Enter")
        expect(page).to_have_url(re.compile("sort=investment"))
        # Until the rows of the new order have come, a key may meet a row that is just leaving.
        expect(page.get_by_role("columnheader", name="总投资")).to_have_attribute("aria-sort", "ascending")
        expect(page.get_by_role("table", name="项目列表")).to_have_attribute("aria-busy", "false")
        page.locator("tbody a").first.press("Enter")
        expect(page.get_by_role("heading", name="事件轨迹")).to_be_visible()


def test_english_says_everything_in_english(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open("/projects")
        visit.sign_in()
        page.get_by_role("button", name="Switch to English").click()
        expect(page.get_by_role("heading", name="Projects", exact=True)).to_be_visible()
        expect(page.get_by_role("button", name="Signed in as County leader")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "en")

        heads = (
            page.get_by_role("columnheader").all_inner_texts()
            + page.locator("aside, nav, header").all_inner_texts()
        )
        assert [text for text in heads if re.search(r"[\u4e00-\u9fff]", text.replace("中", ""))] == []
        page.reload()
        expect(page.get_by_role("heading", name="Projects", exact=True)).to_be_visible()


def test_a_failed_panel_leaves_the_others_alone(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        page = visit.page
        page.route(
            "**/api/cockpit/projects/figures*",
            lambda route: route.fulfill(
                status=500,
                content_type="application/problem+json",
                body='{"code":"unknown","title":"系统出错","status":500,"trace":"4bf92f3577b34da6"}',
            ),
        )
        visit.open("/projects")
        visit.sign_in()

        expect(page.get_by_text("追踪号 4bf92f3577b34da6")).to_be_visible()
        expect(page.locator("tbody a").first).to_be_visible()
        page.unroute_all()
        page.get_by_role("button", name=re.compile("重\\s?试")).click()
        expect(page.get_by_role("link", name=re.compile("^在库项目"))).to_be_visible()


def test_an_address_with_a_place_of_another_list_shows_the_first_page(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        visit.open("/projects?limit=20&cursor=bm90aGluZw")
        visit.sign_in()

        expect(visit.page.get_by_role("status").filter(has_text="第 1–20 条")).to_be_visible()
        expect(visit.page).to_have_url(f"{base}/projects?limit=20")


def test_going_back_leads_to_where_one_was(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open("/projects")
        visit.sign_in()
        row = page.locator("tbody a").nth(40)
        row.scroll_into_view_if_needed()
        before = page.locator("main").evaluate("main => main.scrollTop")
        assert before > 0
        row.click()
        expect(page.get_by_role("heading", name="事件轨迹")).to_be_visible()
        assert page.locator("main").evaluate("main => main.scrollTop") == 0

        page.go_back()
        expect(page.locator("tbody a").nth(40)).to_be_in_viewport()
