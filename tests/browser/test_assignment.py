"""The dispatcher names a project's leading department and agent; nobody else has the form."""

import re
from typing import Any, Final

from deploy.local.tests.running import Up
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_issue_loop import act, press
from tests.browser.visit import visiting
from tests.e2e.client import Client

FORM: Final = "牵头部门与代办员"
PATIENCE_MS: Final = 20_000


def test_the_dispatcher_names_department_and_agent(browser: Browser, base: str, stack: Up) -> None:
    with Client(stack, "dispatcher") as client:
        project = client.projects()[0]
        departments = client.get("/api/cockpit/departments")
        agents = client.get("/api/cockpit/agents")
        before = client.get(f"/api/cockpit/projects/{project['id']}")
    department = next(one for one in departments if one["code"] != before["department"])
    agent = next(
        one for one in agents if one["township"] == project["township"] and one["account"] != before["agent"]
    )
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open(f"/projects/{project['id']}")
        visit.sign_in("dispatcher")
        panel = page.get_by_role("region", name=FORM)
        expect(panel).to_contain_text(before["department_name"] or "尚未明确")
        expect(panel).to_contain_text(before["agent_name"] or "尚未明确")

        if before["department"]:
            press(page, "明确")
            expect(panel.get_by_role("alert").filter(has_text="与现在相同")).to_be_visible()
        _choose(page, "牵头部门", department["name"])
        page.get_by_role("combobox", name="代办员").click()
        assert _offered(page)[1] == before["township_name"], "its own township's agents come first"
        page.get_by_title(agent["name"], exact=True).last.click()
        press(page, "明确")
        expect(page.get_by_role("tooltip")).to_contain_text(
            f"改由{department['name']}牵头、{agent['name']}代办"
        )
        sent = _sent(page)

        assert sent["assignments"] == [
            {"project_id": project["id"], "department": department["code"], "agent": agent["account"]}
        ]
        expect(page.get_by_role("alert").filter(has_text="已记录")).to_be_visible(timeout=PATIENCE_MS)
        expect(page).to_have_url(re.compile("after=project%2F"))
        facts = page.get_by_role("region", name="基本信息")
        expect(facts).to_contain_text(
            re.compile(f"牵头部门\\s*{department['name']}\\s*代办员\\s*{agent['name']}"), timeout=PATIENCE_MS
        )
        expect(
            page.get_by_role("listitem").filter(
                has_text=f"牵头部门与代办员 · {department['name']} {agent['name']}"
            )
        ).not_to_have_count(0)


def test_what_is_refused_is_said_and_what_was_chosen_stays(browser: Browser, base: str, stack: Up) -> None:
    with Client(stack, "dispatcher") as client:
        project = client.projects()[1]
        departments = client.get("/api/cockpit/departments")
    department = next(one for one in departments if one["name"] != project["department_name"])
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open(f"/projects/{project['id']}")
        visit.sign_in("dispatcher")
        _choose(page, "牵头部门", department["name"])
        place = {"project_id": project["id"], "stream": f"project/{project['id']}", "sequence": 1}
        page.route(
            "**/api/lifecycle/assignments",
            lambda route: route.fulfill(json=[{**place, "refused": "unknown"}]),
            times=1,
        )
        act(page, "明确")

        form = page.get_by_role("form", name=FORM)
        expect(form.get_by_role("alert").filter(has_text="没有记录")).to_be_visible()
        expect(form).to_contain_text(department["name"])


def test_who_may_not_assign_sees_no_form(browser: Browser, base: str, stack: Up) -> None:
    with Client(stack) as client:
        project = client.projects()[0]
    for account in ("leader", f"agent-{project['township']}-1"):
        with visiting(browser, base) as visit:
            visit.open(f"/projects/{project['id']}")
            visit.sign_in(account)
            expect(visit.page.get_by_role("region", name="基本信息")).to_contain_text("牵头部门")
            expect(visit.page.get_by_role("form", name=FORM)).to_have_count(0)


def _choose(page: Page, field: str, name: str) -> None:
    page.get_by_role("combobox", name=field).click()
    page.get_by_title(name, exact=True).last.click()


def _offered(page: Page) -> list[str]:
    """What the list of agents offers, groups among it, from the top."""
    dropdown = page.locator(".ant-select-dropdown").filter(has=page.get_by_role("listbox", name="代办员"))
    expect(dropdown).to_be_visible()
    return dropdown.locator(".ant-select-item").all_inner_texts()


def _sent(page: Page) -> dict[str, Any]:
    """Confirm the question that is open; the body of the request, which went under a key of its own."""
    with page.expect_request("**/api/lifecycle/assignments") as asked:
        page.get_by_role("tooltip").get_by_role("button", name=re.compile(r"^明\s?确$")).click()
    assert asked.value.headers["idempotency-key"]
    body = asked.value.post_data_json
    assert isinstance(body, dict)
    return body
