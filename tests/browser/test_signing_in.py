"""Signing in by role: who sees what, and the way back to what was asked for."""

import re
from typing import Any, Final

import pytest
from deploy.local.tests.running import Up
from playwright.sync_api import Browser, expect

from tests.browser.visit import visiting
from tests.e2e.client import Client

COUNTY_WIDE: Final = {"leader", "dispatcher", "department", "operator", "takeover"}


def test_one_is_led_to_the_sign_in_and_back(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        visit.open("/projects?status=withdrawn")
        expect(visit.page).to_have_url(re.compile("/sign-in"))
        visit.sign_in()

        expect(visit.page).to_have_url(re.compile(r"/projects\?status=withdrawn$"))
        expect(visit.page.get_by_text("演示数据")).to_be_visible()


def test_signing_out_shows_nothing_any_more(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        visit.open("/projects")
        visit.sign_in()
        visit.page.get_by_role("button", name="当前账号").click()
        visit.page.get_by_role("menuitem", name="退出登录").click()
        expect(visit.page.get_by_role("heading", name="登录")).to_be_visible()

        visit.open("/projects")
        expect(visit.page).to_have_url(re.compile("/sign-in"))


def test_each_role_sees_its_own_scope(
    browser: Browser, base: str, stack: Up, subtests: pytest.Subtests
) -> None:
    with Client(stack) as client:
        groups = {one["role"]: one["accounts"] for one in client.get("/api/cockpit/accounts")}
        projects = client.projects()
    whole = len(projects)
    for role, accounts in groups.items():
        account, scope = accounts[0]["account"], accounts[0]["scope"]
        own = whole if role in COUNTY_WIDE else len(_of(projects, scope["names"][0]))
        with subtests.test(role=role), visiting(browser, base) as visit:
            visit.open("/projects?limit=200")
            visit.sign_in(account)

            expect(visit.page.get_by_role("status").filter(has_text=f"共 {own} 条")).to_be_visible()
            rows = visit.page.locator("tbody tr")
            assert rows.count() == min(own, 200)
            if role not in COUNTY_WIDE:
                assert 0 < own < whole
                assert rows.filter(has_text=scope["names"][0]).count() == own


def _of(projects: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """Those of one township or enterprise."""
    return [one for one in projects if name in (one["township_name"], one["enterprise"])]


def test_pages_of_others_are_not_there(browser: Browser, base: str) -> None:
    with visiting(browser, base) as leader:
        leader.open("/projects?township=330529002")
        leader.sign_in()
        leader.page.locator("tbody a").first.click()
        expect(leader.page.get_by_role("heading", name="事件轨迹")).to_be_visible()
        path = leader.page.url.removeprefix(base)

    with visiting(browser, base) as visit:
        visit.open(path)
        visit.sign_in("township-330529001")

        expect(visit.page.get_by_role("heading", name="没有这个项目")).to_be_visible()


def test_menus_hold_only_what_one_may_open(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        visit.open("/operations")
        visit.sign_in("township-330529001")

        expect(visit.page.get_by_text("您没有查看这里的权限")).to_be_visible()
        expect(visit.page.get_by_role("link", name="归集运行")).to_have_count(0)


def test_a_phone_keeps_its_navigation_in_a_drawer(browser: Browser, base: str) -> None:
    with visiting(browser, base, "phone", touch=True) as visit:
        visit.open("/projects")
        visit.sign_in()
        visit.page.get_by_role("button", name="打开导航").click()
        visit.page.get_by_role("link", name="指标口径").click()

        expect(visit.page.get_by_role("heading", name="指标口径")).to_be_visible()
        expect(visit.page.get_by_role("link", name="指标口径")).to_have_count(0)


def test_when_the_session_ends_one_is_led_back_to_the_sign_in(browser: Browser, base: str) -> None:
    with visiting(browser, base) as visit:
        visit.open("/projects?limit=20")
        visit.sign_in()
        expect(visit.page.locator("tbody a").first).to_be_visible()
        visit.page.context.clear_cookies()
        visit.page.get_by_role("button", name="下一页").click()

        expect(visit.page.get_by_role("heading", name="登录")).to_be_visible()
        visit.sign_in()
        expect(visit.page).to_have_url(re.compile(r"/projects\?limit=20&cursor="))
