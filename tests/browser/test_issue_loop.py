"""An issue's whole loop through the pages, by those whose turn it is, while others look on."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

import pytest
from deploy.local.tests.running import Up
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.test_overview import figure
from tests.browser.visit import Visit, visiting
from tests.e2e.client import Client

PATIENCE_MS: Final = 20_000
DEPARTMENT: Final = "construction"
TITLE: Final = "厂区外道路排水不畅"
WORDS: Final = "雨后积水两天不退，货车进不了厂，请协调疏通。"


@dataclass
class People:
    """The four accounts of the loop, each in a window of its own, and the leader who looks on."""

    enterprise: Visit
    dispatcher: Visit
    department: Visit
    leader: Visit


@pytest.fixture
def people(browser: Browser, base: str, stack: Up) -> Iterator[People]:
    with ExitStack() as windows:

        def window(account: str, path: str) -> Visit:
            visit = windows.enter_context(visiting(browser, base))
            visit.open(path)
            visit.sign_in(account)
            return visit

        yield People(
            enterprise=window(an_enterprise(stack), "/"),
            dispatcher=window("dispatcher", "/issues"),
            department=window(f"department-{DEPARTMENT}", "/issues"),
            leader=window("leader", "/"),
        )


def an_enterprise(stack: Up) -> str:
    """An enterprise's account that has projects."""
    with Client(stack) as client:
        groups = client.get("/api/cockpit/accounts")
    accounts = next(group["accounts"] for group in groups if group["role"] == "enterprise")
    return str(accounts[0]["account"])


def test_from_raised_to_closed(people: People) -> None:
    leader = people.leader.page
    before = {name: _count(leader, name) for name in ("pushed", "done", "in_progress")}

    path = _raise(people.enterprise, TITLE)
    _expect_state(people.enterprise.page, "待受理")

    dispatcher = people.dispatcher.page
    row = dispatcher.get_by_role("row", name=re.compile(TITLE)).first
    expect(row).to_contain_text("待受理", timeout=PATIENCE_MS)
    row.get_by_role("link").click()
    act(dispatcher, "受理")
    _expect_state(dispatcher, "待交办")
    dispatcher.get_by_role("combobox", name="承办部门").click()
    dispatcher.get_by_title(_name(dispatcher, DEPARTMENT)).click()
    act(dispatcher, "交办")
    _expect_state(dispatcher, "待签收")
    _follows(leader, before, pushed=1, in_progress=1)

    department = people.department.page
    expect(department.get_by_role("row", name=re.compile(TITLE)).first).to_be_visible(timeout=PATIENCE_MS)
    people.department.open(path)
    act(department, "签收")
    _expect_state(department, "办理中")
    department.get_by_label("答复内容").fill("已安排市政疏通，三日内完成。")
    act(department, "答复")
    _expect_state(department, "待评价")

    enterprise = people.enterprise.page
    expect(enterprise.get_by_text("已安排市政疏通，三日内完成。").first).to_be_visible(timeout=PATIENCE_MS)
    enterprise.get_by_role("radio", name=re.compile("^5 星")).check(force=True)
    enterprise.get_by_label("评价说明").fill("很及时。")
    act(enterprise, "评价")
    _expect_state(enterprise, "已办结")
    for step in ("办结 · 评价满意", "评价 · 5 星", "签收", "受理", f"提出问题 · {TITLE}"):
        expect(enterprise.get_by_role("listitem").filter(has_text=step).first).to_be_visible()
    expect(enterprise.get_by_role("region", name="办理", exact=True)).to_contain_text("问题已办结。")
    _follows(leader, before, pushed=1, done=1)


def test_a_bad_rating_has_it_done_again(people: People) -> None:
    path = _raise(people.enterprise, "变压器增容排期太久")
    people.dispatcher.open(path)
    act(people.dispatcher.page, "受理")
    _assign(people.dispatcher.page)
    people.department.open(path)
    act(people.department.page, "签收")
    people.department.page.get_by_label("答复内容").fill("请等待通知。")
    act(people.department.page, "答复")

    enterprise = people.enterprise.page
    enterprise.get_by_role("radio", name=re.compile("^1 星")).check(force=True, timeout=PATIENCE_MS)
    act(enterprise, "评价")

    _expect_state(enterprise, "待签收")
    expect(enterprise.get_by_role("listitem").filter(has_text="重办").first).to_be_visible()
    expect(people.department.page.get_by_role("button", name=re.compile("签\\s?收")).first).to_be_visible(
        timeout=PATIENCE_MS
    )
    act(people.department.page, "签收")
    _expect_state(people.department.page, "办理中")
    expect(people.department.page.get_by_label("答复内容")).to_have_value("")


def test_what_is_declined_ends_with_its_reason(people: People) -> None:
    path = _raise(people.enterprise, "希望免除水费")
    dispatcher = people.dispatcher.page
    people.dispatcher.open(path)
    dispatcher.get_by_role("button", name="不予受理").click()
    press(dispatcher, "不予受理")
    expect(dispatcher.get_by_role("alert").filter(has_text="必填")).to_be_visible()
    dispatcher.get_by_label("不予受理的理由").fill("不属于政企通受理范围。")
    act(dispatcher, "不予受理")

    _expect_state(dispatcher, "不予受理")
    expect(people.enterprise.page.get_by_role("main")).to_contain_text(
        "不属于政企通受理范围。", timeout=PATIENCE_MS
    )


def test_a_stale_form_says_so_and_keeps_what_was_typed(people: People, browser: Browser, base: str) -> None:
    path = _raise(people.enterprise, "员工宿舍用地指标")
    dispatcher = people.dispatcher.page
    people.dispatcher.open(path)
    act(dispatcher, "受理")
    _assign(dispatcher)
    people.department.open(path)
    department = people.department.page
    department.get_by_role("button", name=re.compile("退\\s?单")).click()
    department.get_by_label("退单的理由").fill("应由自然资源部门办理。")
    # The page is not told that a colleague signs for it meanwhile.
    department.route("**/api/issues/issues/*/acts", lambda route: route.abort())
    with visiting(browser, base) as colleague:
        colleague.open(path)
        colleague.sign_in(f"department-{DEPARTMENT}")
        act(colleague.page, "签收")
        _expect_state(colleague.page, "办理中")
    department.unroute_all()
    act(department, "退单")

    expect(department.get_by_role("alert").filter(has_text="您填写的内容还在").first).to_be_visible()
    expect(department.get_by_label("退单的理由")).to_have_value("应由自然资源部门办理。")
    people.department.errors = [one for one in people.department.errors if "ERR_FAILED" not in one]


def test_errors_stand_beside_the_field_and_drafts_are_kept(people: People) -> None:
    page = people.enterprise.page
    people.enterprise.open("/issues/new")
    press(page, "提交")
    expect(page.get_by_role("alert").filter(has_text="请选择")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="必填")).to_have_count(2)

    page.get_by_role("combobox", name="类别").click()
    page.get_by_title("用工").click()
    page.get_by_label("标题").fill("招工困难")
    page.get_by_label("情况说明").fill("请联系 13812345678 了解。")
    act(page, "提交")
    refused = page.get_by_role("alert").filter(has_text="个人信息")
    expect(refused).to_be_visible()
    expect(page.get_by_label("情况说明")).to_have_attribute("aria-invalid", "true")

    page.reload()
    expect(page.get_by_label("标题")).to_have_value("招工困难")
    expect(page.get_by_label("情况说明")).to_have_value("请联系 13812345678 了解。")
    page.get_by_label("情况说明").fill("字" * 2001)
    press(page, "提交")
    expect(page.get_by_role("alert").filter(has_text="最多 2000 个字，多了 1 个")).to_be_visible()
    page.get_by_label("情况说明").fill("缺焊工二十名。")
    expect(page.get_by_text("7/2000 字")).to_be_visible()
    act(page, "提交")

    _expect_state(page, "待受理")
    people.enterprise.open("/issues/new")
    expect(page.get_by_label("标题")).to_have_value("")


def test_a_lost_answer_is_not_done_twice(people: People, stack: Up) -> None:
    page = people.enterprise.page
    title = f"厂门口路灯不亮 {uuid4().hex}"
    people.enterprise.open("/issues/new")
    _fill(page, title)
    page.route("**/api/issues/issues", _lose_the_answer, times=1)
    act(page, "提交")
    expect(page.get_by_role("alert").filter(has_text="无法连接服务器")).to_be_visible()
    act(page, "提交")

    _expect_state(page, "待受理")
    with Client(stack) as client:
        found = client.get("/api/cockpit/issues", q=title)
    assert found["total"] == 1
    people.enterprise.errors = [one for one in people.enterprise.errors if "ERR_FAILED" not in one]


def _lose_the_answer(route: Route) -> None:
    route.fetch()
    route.abort()


def press(page: Page, label: str) -> None:
    """Press an act's button."""
    page.get_by_role("button", name=_spaced(label)).last.click()


def act(page: Page, label: str) -> None:
    """Press an act's button, and confirm when it asks."""
    press(page, label)
    question = page.get_by_role("tooltip").get_by_role("button", name=_spaced(label))
    question.click()
    expect(question).to_have_count(0)


def _spaced(label: str) -> re.Pattern[str]:
    """A button's label; between two characters there may be a blank."""
    return re.compile("^" + r"\s?".join(label) + "$")


def _assign(page: Page) -> None:
    page.get_by_role("combobox", name="承办部门").click()
    page.get_by_title(_name(page, DEPARTMENT)).click()
    act(page, "交办")
    _expect_state(page, "待签收")


def _name(page: Page, code: str) -> str:
    """A department's name as the pages show it."""
    departments = page.evaluate("fetch('/api/cockpit/departments').then(answer => answer.json())")
    return str(next(one["name"] for one in departments if one["code"] == code))


def _fill(page: Page, title: str) -> None:
    page.get_by_role("combobox", name="类别").click()
    page.get_by_title("水电气网").click()
    page.get_by_label("标题").fill(title)
    page.get_by_label("情况说明").fill(WORDS)


def _raise(enterprise: Visit, title: str) -> str:
    """Raise an issue as the enterprise; the path of its page."""
    enterprise.open("/issues/new")
    _fill(enterprise.page, title)
    act(enterprise.page, "提交")
    expect(enterprise.page.get_by_role("heading", name=title, level=1)).to_be_visible(timeout=PATIENCE_MS)
    return enterprise.page.url.removeprefix(enterprise.base).split("?")[0]


def _expect_state(page: Page, state: str) -> None:
    head = page.locator("main h1 + div")
    expect(head).to_contain_text(state, timeout=PATIENCE_MS)


def _count(page: Page, name: str) -> int:
    return int(_text(figure(page, name)))


def _text(one: Locator) -> str:
    found = re.search(r"\d+", one.inner_text())
    assert found
    return found.group()


def _follows(page: Page, before: dict[str, int], **more: int) -> None:
    """The overview shows, without being asked anew, so many more than before."""
    for name, count in before.items():
        wanted = count + more.get(name, 0)
        expect(figure(page, name)).to_contain_text(re.compile(rf"\D{wanted}$"), timeout=PATIENCE_MS)
