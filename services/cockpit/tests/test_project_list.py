"""The list: what it holds, how it is narrowed and ordered, and how one turns its pages."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from fastapi.testclient import TestClient
from services.cockpit.tests.county import County, Filed, county_of

from tests.county import BEGIN, OTHER, TINGLAN, WANGYU
from tests.served import As

URL = "/api/cockpit/projects"
SORTS = (
    "name",
    "enterprise",
    "township",
    "investment",
    "planned_start",
    "planned_completion",
    "registered_on",
    "updated_at",
)


def test_an_empty_county_is_an_empty_list(client: TestClient, as_: As) -> None:
    page = client.get(URL, headers=as_("leader")).json()

    assert (page["total"], page["first"], page["items"], page["next"], page["previous"]) == (
        0,
        1,
        [],
        None,
        None,
    )


def test_a_row_says_what_the_source_and_lifecycle_said(client: TestClient, county: County, as_: As) -> None:
    county.file(Filed("P1"))

    page = client.get(URL, headers={**as_("leader"), "Accept-Language": "en"}).json()

    (row,) = page["items"]
    assert row["name"] == "年产三万吨铝型材项目"
    assert row["township_name"] == "听澜街道"
    assert row["industry_name"] == "Metal products"
    assert row["investment"] == "12000.5"
    assert (row["planned_start"], row["planned_completion"]) == ("2026-03-01", "2028-06-30")
    assert not row["stuck"]
    assert not row["withdrawn"]


def test_it_is_as_of_the_last_event_that_arrived(client: TestClient, county: County, as_: As) -> None:
    county.file(Filed("P1"))

    page = client.get(URL, headers=as_("leader")).json()

    assert datetime.fromisoformat(page["as_of"]) == BEGIN + timedelta(minutes=county.written)


def test_pages_forwards_and_back_hold_every_row_once(
    client: TestClient, county: County, as_: As, subtests: pytest.Subtests
) -> None:
    county.file(*county_of(23))

    def read(**asked: str) -> dict[str, Any]:
        page: dict[str, Any] = client.get(URL, params=asked, headers=as_("leader")).json()
        return page

    for sort, order in product(SORTS, ("asc", "desc")):
        with subtests.test(sort=sort, order=order):
            asked = {"sort": sort, "order": order, "limit": "5"}
            page = read(**asked)
            seen, firsts = list(page["items"]), [page["first"]]
            while page["next"]:
                page = read(**asked, cursor=page["next"])
                seen += page["items"]
                firsts.append(page["first"])
            back = []
            while page["first"] > 1:
                page = read(**asked, **({"cursor": page["previous"]} if page["previous"] else {}))
                back.append(page["first"])

            assert seen == read(**{**asked, "limit": "200"})["items"]
            assert firsts == [1, 6, 11, 16, 21]
            assert back == [16, 11, 6, 1]


def test_rows_without_a_value_come_last_in_both_directions(
    client: TestClient, county: County, as_: As, subtests: pytest.Subtests
) -> None:
    county.file(*county_of(12))

    for order in ("asc", "desc"):
        with subtests.test(order=order):
            asked = {"sort": "investment", "order": order}
            page = client.get(URL, params=asked, headers=as_("leader")).json()
            values = [row["investment"] for row in page["items"]]
            known = [float(value) for value in values if value is not None]
            assert values[len(known) :] == [None] * (12 - len(known))
            assert known == sorted(known, reverse=order == "desc")


def test_a_cursor_is_good_for_its_own_list_only(client: TestClient, county: County, as_: As) -> None:
    county.file(*county_of(12))
    page = client.get(URL, params={"limit": 5}, headers=as_("leader")).json()

    other = client.get(
        URL, params={"limit": 5, "sort": "name", "cursor": page["next"]}, headers=as_("leader")
    )

    assert (other.status_code, other.json()["code"]) == (400, "cursor-invalid")


def test_each_view_has_its_rows(client: TestClient, county: County, as_: As) -> None:
    plain, unplanned, withdrawn, stuck = Filed("P1"), Filed("P2", start=None), Filed("P3"), Filed("P4")
    county.file(plain, unplanned, withdrawn, stuck)
    county.withdraw(withdrawn)
    county.damage(stuck)

    def ids(status: str) -> set[str]:
        page = client.get(URL, params={"status": status}, headers=as_("leader")).json()
        assert page["total"] == len(page["items"])
        return {row["id"] for row in page["items"]}

    assert ids("registered") == {str(one.id) for one in (plain, unplanned, stuck)}
    assert ids("unplanned") == {str(unplanned.id)}
    assert ids("withdrawn") == {str(withdrawn.id)}
    assert ids("stuck") == {str(stuck.id)}
    assert len(ids("all")) == 4


FOUND = {
    "铝型材": ["P1"],
    "100%": ["P2"],
    "%": ["P2"],
    "_": [],
    "１００％": ["P2"],
    "铝\u200b型材": ["P1"],
    "Ａ＼Ｂ": ["P3"],
    "a\\b": ["P3"],
    "琢越": ["P1"],
    OTHER.lower(): ["P2"],
    "没有": [],
    "  铝型材  ": ["P1"],
    "' or true --": [],
    "A\\B": ["P3"],
    "溯迈91330529": [],
}


def test_search_takes_what_was_typed_literally(
    client: TestClient, county: County, as_: As, subtests: pytest.Subtests
) -> None:
    projects = [
        Filed("P1"),
        Filed("P2", name="100%竹纤维", enterprise_code=OTHER, enterprise_name="恒盛"),
        Filed("P3", name="a\\b", enterprise_code="91330529MA003Q6R3U", enterprise_name="溯迈"),
    ]
    county.file(*projects)
    keys = {str(one.id): one.key for one in projects}

    for typed, found in FOUND.items():
        with subtests.test(typed=typed):
            page = client.get(URL, params={"q": typed}, headers=as_("leader")).json()
            assert sorted(keys[row["id"]] for row in page["items"]) == found


@pytest.mark.parametrize(("sort", "field"), [("name", "name"), ("enterprise", "enterprise")])
def test_full_width_letters_stand_among_others(
    client: TestClient, county: County, as_: As, sort: str, field: str
) -> None:
    names = ["Ａ甲", "b甲", "Ｃ甲", "d甲"]
    county.file(*(Filed(f"P{n}", name=name, enterprise_name=name) for n, name in enumerate(names)))

    page = client.get(URL, params={"sort": sort, "order": "asc"}, headers=as_("leader")).json()

    assert [row[field] for row in page["items"]] == names


def test_the_longest_names_are_paged_through(client: TestClient, county: County, as_: As) -> None:
    county.file(*(Filed(f"P{n}", name="﷽" * 399 + str(n), enterprise_name="字" * 400) for n in range(3)))

    seen, cursor = 0, None
    while seen < 3:
        asked = {"sort": "name", "limit": "1", **({"cursor": cursor} if cursor else {})}
        page = client.get(URL, params=asked, headers=as_("leader")).json()
        seen, cursor = seen + len(page["items"]), page["next"]


def test_townships_narrow_the_list(client: TestClient, county: County, as_: As) -> None:
    county.file(*county_of(9))

    one = client.get(URL, params={"township": WANGYU}, headers=as_("leader")).json()
    both = client.get(URL, params={"township": [TINGLAN, WANGYU]}, headers=as_("leader")).json()

    assert (one["total"], both["total"]) == (3, 9)


REFUSED = ("limit=0", "limit=201", "limit=x", "sort=password", "order=up", "status=none", "q=" + "x" * 101)


def test_what_no_list_can_be_is_refused(client: TestClient, as_: As, subtests: pytest.Subtests) -> None:
    for asked in REFUSED:
        with subtests.test(asked=asked):
            answer = client.get(f"{URL}?{asked}", headers=as_("leader"))
            assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_a_list_says_when_it_is_behind(client: TestClient, county: County, as_: As) -> None:
    project = Filed("P1")
    county.file(project)

    there = client.get(URL, params={"after": f"{project.record}@1"}, headers=as_("leader"))
    behind = client.get(URL, params={"after": f"{project.record}@2"}, headers=as_("leader"))

    assert "x-zhouqi-stale" not in there.headers
    assert behind.headers["x-zhouqi-stale"] == "true"
    assert behind.json()["total"] == 1


def test_updated_rows_come_first(client: TestClient, county: County, as_: As) -> None:
    early, late = Filed("P1"), Filed("P2")
    county.file(early, late)
    county.file(early.revised(updated_at=datetime(2026, 12, 1, tzinfo=UTC)))

    page = client.get(URL, headers=as_("leader")).json()

    assert [row["id"] for row in page["items"]] == [str(early.id), str(late.id)]
