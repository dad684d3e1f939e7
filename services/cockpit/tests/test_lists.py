"""A list is declared once, and everything else follows: the API, the file, and ``lists.json`` for the pages.

After a change of a list: ``ZHOUQI_WRITE=1 pytest services/cockpit/tests/test_lists.py``.
"""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from services.cockpit.tests.county import County, Filed

from tests.served import As
from zhouqi.cockpit.issue_list.list import ISSUES
from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.late_entries.list import LATE_ENTRIES
from zhouqi.cockpit.lists.definition import ListDefinition, Selection
from zhouqi.cockpit.lists.filters import Flag
from zhouqi.cockpit.lists.manifest import manifest
from zhouqi.cockpit.lists.page import read_page
from zhouqi.cockpit.lists.params import selection_of
from zhouqi.cockpit.project_acts.list import PROJECT_ACTS
from zhouqi.cockpit.project_list.list import PROJECTS
from zhouqi.cockpit.project_list.schemas import ProjectRow
from zhouqi.events.log.connection import connect
from zhouqi.service.http.language import Text
from zhouqi.service.http.paging import Cursors
from zhouqi.service.identity.identity import Scope

COMMITTED = Path(__file__).parents[1] / "web" / "src" / "api" / "lists.json"
LISTS: Final[tuple[ListDefinition[Any], ...]] = (PROJECTS, ISSUES, LATE_ENTRIES, PROJECT_ACTS)
EVERYTHING: Final = ReaderScope(Scope(everywhere=True), Scope(everywhere=True))
NEITHER_FILTER_NOR_ORDER: Final = {"limit", "cursor", "after"}


def test_the_committed_description_is_current() -> None:
    declared = manifest(LISTS)
    if os.environ.get("ZHOUQI_WRITE"):
        COMMITTED.write_text(json.dumps(declared, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == declared


@pytest.mark.parametrize("listed", LISTS, ids=lambda one: one.name)
def test_it_names_every_parameter_of_the_api(client: TestClient, listed: ListDefinition[Any]) -> None:
    paths = client.get("/api/cockpit/openapi.json").json()["paths"]
    taken = {one["name"] for one in paths[f"/api/cockpit/{listed.name}"]["get"]["parameters"]}
    in_words = json.loads(COMMITTED.read_text(encoding="utf-8"))[listed.name]

    assert (
        taken == {one["name"] for one in in_words["filters"]} | {"sort", "order"} | NEITHER_FILTER_NOR_ORDER
    )


@pytest.mark.parametrize("listed", LISTS, ids=lambda one: one.name)
def test_everything_has_words_in_both_languages(listed: ListDefinition[Any]) -> None:
    texts = [
        *(one.label for one in listed.filters),
        *(text for one in listed.filters for text in (one.options or {}).values()),
        *(one.label for one in listed.sorts),
        *(one.label for one in listed.columns),
    ]

    assert all(zh and en and not zh.isascii() for zh, en in texts)


NOT_STATED = Flag(
    name="not_stated", label=Text("未填投资", "No investment stated"), true="investment is null"
)


def test_a_new_filter_is_one_line(county: County, as_: As) -> None:
    """Said once in the list: taken and described by the API, asked of the database, told of in the file."""
    county.file(Filed("P1"), Filed("P2", investment=None))
    with_filter = replace(PROJECTS, filters=(*PROJECTS.filters, NOT_STATED))
    in_words = {}
    app = FastAPI()

    @app.get("/projects")
    async def list_projects(chosen: Annotated[Selection[ProjectRow], selection_of(with_filter)]) -> list[str]:
        in_words.update({label.en: text.en for label, text in chosen.in_words({})})
        async with await connect(county.dsn, autocommit=True) as conn:
            page = await read_page(conn, chosen.within(EVERYTHING), 50, None, Cursors("test"))
        return [row.code for row in page.items]

    client = TestClient(app)

    assert client.get("/projects", params={"not_stated": "true"}).json() == [Filed("P2").fact().code]
    assert in_words["No investment stated"] == "Yes"
    assert client.get("/projects", params={"not_stated": "perhaps"}).status_code == 422
    described = client.get("/openapi.json").json()["paths"]["/projects"]["get"]["parameters"]
    assert "not_stated" in {one["name"] for one in described}
    assert manifest([with_filter])["projects"]["filters"][-1]["name"] == "not_stated"  # type: ignore[index]  # a document as JSON says it


def test_what_is_no_filter_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        PROJECTS.of(colour="red")
