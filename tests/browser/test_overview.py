"""The overview: every figure leads to a list with the same count, whoever looks, and says what it is about."""

import re
from typing import Final

import pytest
from deploy.local.tests.running import Up
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.visit import Visit, visiting
from tests.e2e.client import Client

FIGURES: Final = (
    *("projects", "full_view", "light-red", "light-yellow", "light-green", "light-unknown"),
    *("found", "cleared", "open", "pushed", "done", "in_progress"),
)
RATES: Final = {"clearing_rate": ("cleared", "found"), "done_rate": ("done", "pushed")}
NOTHING: Final = re.compile("没有符合条件的|都办结了|还没有问题|还没有项目")
COLUMNS: Final = ("在库项目", "红灯", "黄灯", "绿灯", "待定", "发现", "已销号", "全景可视")


@pytest.mark.parametrize(
    "account", ["leader", "department-industry", "township-330529100", "agent-330529400-1"]
)
def test_every_figure_leads_to_as_many_rows(
    browser: Browser, base: str, account: str, subtests: pytest.Subtests
) -> None:
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open("/")
        visit.sign_in(account)
        for name in FIGURES:
            with subtests.test(figure=name):
                number = _number(figure(page, name).inner_text())
                figure(page, name).click()
                expect(page).to_have_url(re.compile("/(projects|issues)"))
                expect(_total(page, number)).to_be_visible()
                page.go_back()
        for name, (part, whole) in RATES.items():
            with subtests.test(rate=name):
                counts = [_number(figure(page, one).inner_text()) for one in (part, whole)]
                said = figure(page, name).inner_text()
                assert "/".join(counts) in said
                assert ("—" in said) == (counts[1] == "0")


def test_the_figures_are_those_of_the_api(browser: Browser, base: str, stack: Up) -> None:
    with Client(stack) as client:
        overview = client.get("/api/cockpit/overview")
    with visiting(browser, base) as visit:
        visit.open("/")
        visit.sign_in()
        shown = {name: int(_number(figure(visit.page, name).inner_text())) for name in FIGURES}

    assert shown["projects"] == overview["projects"]
    assert shown["full_view"] == overview["full_view"]
    assert (shown["found"], shown["cleared"]) == (overview["stalls"]["found"], overview["stalls"]["cleared"])
    assert {light: shown[f"light-{light}"] for light in overview["lights"]} == overview["lights"]
    assert all(shown[name] == overview["issues"][name] for name in ("pushed", "done", "in_progress"))


def test_every_number_behind_the_charts_leads_to_as_many_rows(
    browser: Browser, base: str, subtests: pytest.Subtests
) -> None:
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open("/")
        visit.sign_in()
        for panel, picked in (
            ("各阶段项目", (1, 4)),
            ("六未分布", (0, 3, 10)),
            ("各乡镇项目灯色", (0, 1, 7, 12)),
        ):
            for index in picked:
                with subtests.test(panel=panel, number=index):
                    region = page.get_by_role("region", name=panel)
                    region.get_by_text("表", exact=True).click()
                    link = region.get_by_role("table").get_by_role("link").nth(index)
                    number = link.inner_text()
                    link.click()
                    expect(_total(page, number)).to_be_visible()
                    page.go_back()
                    expect(page.get_by_role("heading", name="总览", level=1)).to_be_visible()


def test_the_townships_add_up_and_can_be_ranked(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        visit.open("/")
        visit.sign_in()
        region = visit.page.get_by_role("region", name="各乡镇项目灯色")
        expect(region.locator("canvas")).to_be_visible()
        region.get_by_text("表", exact=True).click()
        heads = region.get_by_role("columnheader").all_inner_texts()
        rows = [row.locator("th, td").all_inner_texts() for row in region.locator("tbody tr").all()]
        for head, name in zip(COLUMNS, (*FIGURES[:1], *FIGURES[2:8], "full_view"), strict=True):
            total = sum(int(row[heads.index(head)]) for row in rows)
            assert total == int(_number(figure(visit.page, name).inner_text())), head

        reds = [int(row[heads.index("红灯")]) for row in rows]
        assert reds == sorted(reds, reverse=True)
        region.get_by_role("combobox", name="排名依据").click()
        visit.page.get_by_title("在库项目数").click()
        stock = [int(one) for one in region.locator("tbody td:nth-child(2)").all_inner_texts()]
        assert stock == sorted(stock, reverse=True)


def test_a_bar_leads_to_what_it_counts(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        visit.open("/")
        visit.sign_in()
        canvas = visit.page.get_by_role("region", name="各阶段项目").locator("canvas")
        expect(canvas).to_be_visible()
        box = canvas.bounding_box()
        assert box
        visit.page.mouse.click(box["x"] + 50, box["y"] + box["height"] * 3.5 / 9)

        expect(visit.page).to_have_url(re.compile("/projects\\?stage=started$"))
        expect(visit.page.get_by_role("list", name="当前筛选")).to_contain_text("阶段：开工")


@pytest.mark.parametrize(
    ("account", "said"),
    [
        ("leader", "全县"),
        ("agent-330529001-1", "本乡镇：听澜街道"),
        ("township-330529100", "本乡镇：青梧镇"),
        ("department-tax", "全县项目；问题为交办本部门的：澄川县税务局"),
    ],
)
def test_the_scope_is_said_in_words(browser: Browser, base: str, account: str, said: str) -> None:
    with visiting(browser, base) as visit:
        visit.open("/")
        visit.sign_in(account)

        expect(visit.page.get_by_role("main")).to_contain_text(said)
        expect(visit.page.get_by_role("main")).to_contain_text("日终计算")


def test_one_failed_panel_leaves_the_others_alone(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        page = visit.page
        page.route(
            "**/api/cockpit/overview/breakdown*",
            lambda route: route.fulfill(
                status=500,
                content_type="application/problem+json",
                body='{"code":"unknown","title":"系统出错","status":500,"trace":"4bf92f3577b34da6"}',
            ),
        )
        visit.open("/")
        visit.sign_in()

        expect(page.get_by_text("追踪号 4bf92f3577b34da6").first).to_be_visible()
        expect(figure(page, "projects")).to_be_visible()
        page.unroute_all()
        page.get_by_role("button", name=re.compile("重\\s?试")).first.click()
        expect(page.locator("canvas")).to_have_count(3)


def test_filters_are_said_and_can_be_dropped(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open("/projects?light=red&light=yellow&stalled=open&stage=completed&full_view=false")
        visit.sign_in()
        chips = page.get_by_role("list", name="当前筛选")
        for said in ("灯色：红灯", "灯色：黄灯", "六未情况：未销号", "阶段：竣工", "全景可视：未全景可视"):
            expect(chips).to_contain_text(said)
        page.get_by_role("button", name="去掉筛选 灯色：黄灯").click()
        expect(page).to_have_url(re.compile("light=red&stalled=open"))
        marks = page.locator("tbody td:nth-child(5)")
        _settled(visit)
        assert set(marks.all_inner_texts()) <= {"红灯"}
        page.get_by_role("button", name="清除筛选").first.click()
        expect(page).to_have_url(f"{base}/projects")
        expect(chips).to_have_count(0)


def test_the_list_is_ordered_by_light_and_by_days_overdue(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open("/projects?limit=200")
        visit.sign_in()
        page.get_by_role("button", name=re.compile("^灯色")).click()
        _ordered(visit, "灯色")
        order = ["红灯", "黄灯", "待定", "绿灯"]
        places = [order.index(one) for one in page.locator("tbody td:nth-child(5)").all_inner_texts()]
        assert places == sorted(places)

        page.get_by_role("button", name=re.compile("^逾期天数")).click()
        _ordered(visit, "逾期天数")
        days = [one.replace(",", "") for one in page.locator("tbody td:nth-child(7)").all_inner_texts()]
        known = [int(one) for one in days if one != "—"]
        assert known == sorted(known, reverse=True)
        assert len(known) > 1


def figure(page: Page, name: str) -> Locator:
    """A headline figure of the overview."""
    return page.locator(f"main [data-figure='{name}']")


def _ordered(visit: Visit, column: str) -> None:
    """The list is ordered by ``column``, the greatest first, and its rows have come."""
    head = visit.page.get_by_role("columnheader", name=column)
    expect(head).to_have_attribute("aria-sort", "descending")
    _settled(visit)


def _settled(visit: Visit) -> None:
    expect(visit.page.locator("tbody a").first).to_be_visible()
    expect(visit.page.get_by_role("table", name="项目列表")).to_have_attribute("aria-busy", "false")


def _number(text: str) -> str:
    found = re.search(r"\d[\d,]*", text)
    assert found, text
    return found.group()


def _total(page: Page, number: str) -> Locator:
    """What a list says that has ``number`` rows."""
    if number == "0":
        return page.get_by_text(NOTHING).first
    return page.get_by_role("status").filter(has_text=re.compile(f"共 {number} 条$"))
