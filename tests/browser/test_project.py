"""From a row to its events, down to the data as it was published."""

import json
import re
from typing import Any

from deploy.local.tests.running import Up
from playwright.sync_api import Browser, expect

from tests.browser.visit import visiting
from tests.e2e.client import Client


def test_a_row_leads_to_its_events_and_their_data(browser: Browser, base: str, stack: Up) -> None:
    with visiting(browser, base) as visit:
        page = visit.page
        visit.open("/projects")
        visit.sign_in()
        link = page.locator("tbody a").first
        name = link.inner_text()
        link.click()

        expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
        expect(page.get_by_role("navigation", name="当前位置")).to_contain_text(name)
        registered = page.get_by_role("listitem").filter(has_text="项目登记").last
        registered.get_by_role("button", name="查看数据").click()
        registered.get_by_text("原文").click()
        shown = json.loads(registered.locator("pre").inner_text())

        project_id = page.url.rsplit("/", 1)[1]
        with Client(stack) as client:
            trail = client.get(f"/api/cockpit/projects/{project_id}/trail", limit=200)
        published = [event["data"] for event in trail["items"] if event["type"] == "ProjectRegistered"]
        assert shown in published


def test_a_revision_shows_what_was_said_before(browser: Browser, base: str, stack: Up) -> None:
    row = _revised(stack)
    with visiting(browser, base) as visit:
        visit.open(f"/projects/{row['id']}")
        visit.sign_in()
        revisions = visit.page.get_by_role("listitem").filter(has_text="项目信息修订")
        expect(revisions.first).to_be_visible()
        for revision in revisions.all():
            revision.get_by_role("button", name="查看数据").click()
        changed = visit.page.locator("tr[data-revised='true']").filter(has_text="总投资")

        expect(changed.first).to_be_visible()
        now, before = changed.first.locator("td").all_inner_texts()
        assert now != before
        assert re.fullmatch(r"[\d,.]+|未填", before)


def _revised(stack: Up) -> dict[str, Any]:
    """A project whose registration was revised."""
    with Client(stack) as client:
        for row in client.projects():
            trail = client.get(f"/api/cockpit/projects/{row['id']}/trail", limit=200)["items"]
            registered = [event["data"] for event in trail if event["type"] == "ProjectRegistered"]
            if len({one.get("total_investment") for one in registered}) > 1:
                return row
    raise AssertionError("no project was revised")
