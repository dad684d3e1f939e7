"""The Excel file: the same rows as the list, nothing that computes, and a sheet that says what it is."""

from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from services.cockpit.tests.county import County, Filed
from services.cockpit.tests.workbook import Book

from tests.county import TINGLAN, WANGYU
from tests.served import As
from zhouqi.cockpit.app import service
from zhouqi.events.contracts.ingest import AccountGranted, AccountRole
from zhouqi.service.http.app import create_app
from zhouqi.service.settings import Settings

LIST = "/api/cockpit/projects"
URL = f"{LIST}/export"


def test_it_has_the_rows_of_the_list_in_its_order(client: TestClient, county: County, as_: As) -> None:
    county.file(*(Filed(f"P{n}", name=f"项目{n}", investment=str(n * 1000)) for n in range(7)))
    asked = {"sort": "investment", "order": "desc", "q": "项目"}

    listed = client.get(LIST, params=asked, headers=as_("leader")).json()
    answer = client.get(URL, params=asked, headers=as_("leader"))

    book = Book(answer.content)
    assert [row["A"] for row in book.rows(0)[1:]] == [row["name"] for row in listed["items"]]
    assert [row["G"] for row in book.rows(0)[1:]] == [row["investment"] for row in listed["items"]]
    assert answer.headers["x-zhouqi-rows"] == str(listed["total"])
    assert "项目库-" in unquote(answer.headers["content-disposition"])


def test_no_text_becomes_a_formula(client: TestClient, county: County, as_: As) -> None:
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"]
    county.file(*(Filed(f"P{n}", name=text, enterprise_name=text) for n, text in enumerate(texts)))

    book = Book(client.get(URL, params={"q": "="}, headers=as_("leader")).content)
    whole = Book(client.get(URL, headers=as_("leader")).content)

    assert whole.formulas() == book.formulas() == 0
    assert {row["A"] for row in whole.rows(0)[1:]} == {f"'{text}" for text in texts}
    assert {row["C"] for row in whole.rows(0)[1:]} == {f"'{text}" for text in texts}
    assert {row["A"]: row.get("B") for row in book.rows(1)}["搜索"] == "'="


def test_the_second_sheet_says_what_was_asked_by_whom_and_as_of_when(
    client: TestClient, county: County, as_: As
) -> None:
    county.file(Filed("P1"), Filed("P2", township=WANGYU))
    granted = AccountGranted(account="leader", role=AccountRole.LEADER, name="县领导")
    county.happen(("register/account/leader", granted))
    asked = {"township": [TINGLAN], "status": "all", "sort": "name", "order": "asc"}

    answer = client.get(URL, params=asked, headers={**as_("leader"), "Accept-Language": "en"})

    book = Book(answer.content)
    assert book.sheets == ["Projects", "About"]
    said = {row["A"]: row.get("B") for row in book.rows(1)}
    assert said["Show"] == "All"
    assert said["Township"] == "听澜街道"
    assert said["Order"] == "Project ascending"
    assert said["Scope"] == "Whole county"
    assert said["Exported by"] == "县领导 (leader)"
    assert said["Rows"] == "1"
    assert said["As of"]
    assert said["Exported at"]


def test_who_exported_it_is_called_as_the_registers_say(settings: Settings, county: County, as_: As) -> None:
    """Where nobody chooses an account there is no file that names them."""
    account = f"agent-{TINGLAN}-1"
    granted = AccountGranted(account=account, role=AccountRole.AGENT, name="听澜街道代办员一", scope=TINGLAN)
    county.happen((f"register/account/{account}", granted))
    apart = settings.model_copy(update={"demo": False})

    with TestClient(create_app([service], apart)) as client:
        said = {row["A"]: row.get("B") for row in Book(client.get(URL, headers=as_(account)).content).rows(1)}

    assert said["导出人"] == f"听澜街道代办员一 ({account})"
    assert said["账号范围"] == "听澜街道"


def test_missing_values_are_empty_cells(client: TestClient, county: County, as_: As) -> None:
    county.file(Filed("P1", investment=None, start=None, enterprise_name=None))

    (row,) = Book(client.get(URL, headers=as_("leader")).content).rows(0)[1:]

    assert {"C", "G", "I", "R", "S"}.isdisjoint(row)


def test_too_many_rows_are_refused(
    client: TestClient, county: County, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhouqi.cockpit.lists.export.MOST_ROWS", 2)
    county.file(*(Filed(f"P{n}") for n in range(3)))

    answer = client.get(URL, headers=as_("leader"))

    assert (answer.status_code, answer.json()["code"]) == (422, "export-too-large")
