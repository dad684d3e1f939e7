"""The list by what was judged and decided: lights, stalls, stages, connection, who is in charge."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from fastapi.testclient import TestClient
from services.cockpit.tests.county import County, Filed
from services.cockpit.tests.happenings import closed, judged, lit
from services.cockpit.tests.mixed import Mixed, fill
from services.cockpit.tests.workbook import Book

from tests.county import TINGLAN, WANGYU
from tests.served import As
from zhouqi.events.contracts.warning import Light, Stall

URL = "/api/cockpit/projects"
SELECTED: dict[str, tuple[dict[str, Any], set[str]]] = {
    "a light": ({"light": "red"}, {"red", "cleared"}),
    "several lights": ({"light": ["yellow", "unknown"]}, {"yellow", "plain"}),
    "found": ({"stalled": "found"}, {"yellow", "red", "cleared"}),
    "open": ({"stalled": "open"}, {"yellow", "red"}),
    "all cleared": ({"stalled": "cleared"}, {"cleared"}),
    "a stall open now": ({"stall": "no_land"}, {"red"}),
    "several stalls open now": ({"stall": ["no_land", "no_start"]}, {"red", "yellow"}),
    "a stall at some time": ({"stall_found": "no_land"}, {"red", "cleared"}),
    "full view": ({"full_view": "true"}, {"green"}),
    "no full view": ({"full_view": "false"}, {"plain", "yellow", "red", "cleared", "ended"}),
    "a stage": ({"stage": "terminated"}, {"ended"}),
    "several stages": ({"stage": ["started", "land", "registered"]}, {"green", "yellow", "plain"}),
    "a department": ({"department": "planning"}, {"green"}),
    "an agent": ({"agent": "agent-1"}, {"green"}),
    "someone in charge": ({"assigned": "true"}, {"green", "red"}),
    "nobody in charge": ({"assigned": "false"}, {"plain", "yellow", "cleared", "ended"}),
    "several at once": ({"light": "red", "stalled": "open", "township": TINGLAN}, {"red"}),
    "what there is not": ({"light": "red", "township": WANGYU}, set()),
    "withdrawn ones": ({"status": "withdrawn", "light": "red"}, {"gone"}),
}


@pytest.fixture
def county_(county: County) -> Mixed:
    return fill(county)


def test_filters_select(client: TestClient, county_: Mixed, as_: As, subtests: pytest.Subtests) -> None:
    names = {str(one.id): name for name, one in county_.projects.items()}
    for what, (asked, expected) in SELECTED.items():
        with subtests.test(what=what):
            page = client.get(URL, params=asked, headers=as_("leader")).json()
            assert {names[row["id"]] for row in page["items"]} == expected
            assert page["total"] == len(expected)


def test_an_export_has_what_the_screen_has(
    client: TestClient, county_: Mixed, as_: As, subtests: pytest.Subtests
) -> None:
    for what, (asked, _) in SELECTED.items():
        with subtests.test(what=what):
            page = client.get(URL, params={**asked, "sort": "light"}, headers=as_("leader")).json()
            answer = client.get(f"{URL}/export", params={**asked, "sort": "light"}, headers=as_("leader"))
            rows = Book(answer.content).rows(0)[1:]
            assert [row["A"] for row in rows] == [row["name"] for row in page["items"]]
            assert [row.get("O") for row in rows] == [
                None if row["overdue"] is None else str(row["overdue"]) for row in page["items"]
            ]


def test_the_second_sheet_names_every_filter(client: TestClient, county_: Mixed, as_: As) -> None:
    asked = {
        "light": ["red", "yellow"],
        "stalled": "open",
        "stall": "no_land",
        "stall_found": "no_start",
        "full_view": "false",
        "stage": "signed",
        "department": "tax",
        "agent": "agent-1",
        "assigned": "true",
        "sort": "overdue",
    }

    book = Book(client.get(f"{URL}/export", params=asked, headers=as_("leader")).content)

    said = {row["A"]: row.get("B") for row in book.rows(1)}
    assert said["灯色"] == "红灯、黄灯"
    assert said["六未情况"] == "未销号"
    assert said["未销号的六未"] == "未供地"
    assert said["发现过的六未"] == "未开工"
    assert said["全景可视"] == "未全景可视"
    assert said["阶段"] == "签约"
    assert said["牵头部门"] == "税务局"
    assert said["代办员"] == "听澜代办站"
    assert said["指派情况"] == "已指派"
    assert said["排序"] == "逾期天数 降序"


def test_a_row_says_what_was_judged_and_decided(client: TestClient, county_: Mixed, as_: As) -> None:
    page = client.get(URL, headers=as_("leader")).json()
    rows = {row["id"]: row for row in page["items"]}

    red = rows[str(county_.projects["red"].id)]
    assert (red["light"], red["light_stall"], red["overdue"]) == ("red", "no_land", 120)
    assert red["stalls"] == ["no_land", "no_start"]
    assert (red["full_view"], red["connected"], red["applicable"]) == (False, 2, 3)
    assert (red["department"], red["department_name"], red["agent"]) == ("tax", "税务局", None)
    green = rows[str(county_.projects["green"].id)]
    assert (green["stage"], green["light"], green["overdue"]) == ("started", "green", -200)
    assert (green["agent"], green["agent_name"]) == ("agent-1", "听澜代办站")
    plain = rows[str(county_.projects["plain"].id)]
    assert (plain["stage"], plain["light"], plain["overdue"]) == ("registered", "unknown", None)
    ended = rows[str(county_.projects["ended"].id)]
    assert (ended["stage"], ended["terminated_on"]) == ("terminated", "2026-09-01")


def test_days_overdue_are_as_of_the_day_of_the_lights_and_not_of_the_collection(
    client: TestClient, county: County, as_: As
) -> None:
    project = Filed("P1")
    county.file(project)
    county.happen(judged(date(2026, 10, 30)), lit(project, Light.RED, Stall.NO_LAND, 40))

    county.happen(closed(date(2026, 11, 3)), judged(date(2026, 11, 2)))

    (row,) = client.get(URL, headers=as_("leader")).json()["items"]
    assert row["overdue"] == 43
    page = client.get(f"{URL}/{project.id}", headers=as_("leader")).json()
    assert (page["overdue"], page["judged"]) == (43, "2026-11-02")


def test_the_last_closed_and_the_last_judged_day_are_told_apart(
    client: TestClient, county: County, as_: As
) -> None:
    def days() -> tuple[str | None, str | None]:
        found = client.get("/api/cockpit/days", headers=as_("leader")).json()
        return found["closed"], found["judged"]

    assert days() == (None, None)
    county.happen(closed(date(2026, 11, 1)), closed(date(2026, 11, 2)))
    assert days() == ("2026-11-02", None)
    county.happen(judged(date(2026, 11, 1)))
    assert days() == ("2026-11-02", "2026-11-01")


def test_red_lights_and_the_longest_overdue_come_first(client: TestClient, county_: Mixed, as_: As) -> None:
    def ordered(sort: str, order: str, column: str) -> list[Any]:
        page = client.get(URL, params={"sort": sort, "order": order}, headers=as_("leader")).json()
        return [row[column] for row in page["items"]]

    lights = ["red", "red", "yellow", "unknown", "green", "green"]
    assert ordered("light", "desc", "light") == lights
    assert ordered("light", "asc", "light") == lights[::-1]
    assert ordered("overdue", "desc", "overdue") == [120, 45, 10, -200, None, None]
    assert ordered("overdue", "asc", "overdue") == [-200, 10, 45, 120, None, None]


def test_pages_hold_every_row_once_in_the_new_orders_too(
    client: TestClient, county_: Mixed, as_: As, subtests: pytest.Subtests
) -> None:
    for sort, order in product(("light", "overdue"), ("asc", "desc")):
        with subtests.test(sort=sort, order=order):
            asked = {"sort": sort, "order": order, "limit": "2"}
            page = client.get(URL, params=asked, headers=as_("leader")).json()
            seen = list(page["items"])
            while page["next"]:
                page = client.get(URL, params={**asked, "cursor": page["next"]}, headers=as_("leader")).json()
                seen += page["items"]
            whole = client.get(URL, params={**asked, "limit": "50"}, headers=as_("leader")).json()
            assert seen == whole["items"]


def test_a_contradictory_plan_is_none(client: TestClient, county: County, as_: As) -> None:
    county.file(Filed("P1", start=date(2027, 1, 1), completion=date(2026, 1, 1)))

    (row,) = client.get(URL, params={"status": "unplanned"}, headers=as_("leader")).json()["items"]
    page = client.get(f"{URL}/{row['id']}", headers=as_("leader")).json()

    assert (row["planned_start"], row["planned_completion"]) == (None, None)
    assert (page["filed_start"], page["filed_completion"]) == ("2027-01-01", "2026-01-01")


REFUSED = ("light=blue", "stalled=maybe", "stall=no_money", "stage=lost", "full_view=7", "sort=rank")


def test_what_no_filter_can_be_is_refused(client: TestClient, as_: As, subtests: pytest.Subtests) -> None:
    for asked in REFUSED:
        with subtests.test(asked=asked):
            answer = client.get(f"{URL}?{asked}", headers=as_("leader"))
            assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
