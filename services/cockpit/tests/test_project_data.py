"""What is known of one project on its page: the kinds of data that are connected, their records, and policies."""

from datetime import date, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from services.cockpit.tests.county import County, Filed
from services.cockpit.tests.happenings import (
    CLOSED,
    Said,
    attendance,
    closed,
    connected,
    department,
    land,
    linked,
    matched,
    policy,
)

from tests.county import OWN
from tests.served import As
from zhouqi.events.contracts.ingest import Awaited, RecordWithdrawn
from zhouqi.events.contracts.policy import Verdict

URL = "/api/cockpit/projects"
PROJECT = Filed("P1")


@pytest.fixture
def read(client: TestClient, county: County, as_: As) -> Any:
    """Lets things happen to the project, and reads its page."""
    county.file(PROJECT)

    def happen(*said: Said) -> dict[str, Any]:
        county.happen(*said)
        found: dict[str, Any] = client.get(f"{URL}/{PROJECT.id}", headers=as_("leader")).json()
        return found

    return happen


def test_a_kind_of_a_new_stage_has_its_grace_and_one_whose_source_is_late_says_so(read: Any) -> None:
    until = {"land": CLOSED, "site": CLOSED - timedelta(days=1)}
    awaited = tuple(Awaited(kind=kind, until=day) for kind, day in until.items())
    page = read(
        connected(PROJECT, ("project", "land", "site"), ("project",), awaited), closed(late=("project",))
    )
    kinds = {one["kind"]: one for one in page["kinds"]}

    assert kinds["land"]["awaited_until"] == CLOSED.isoformat()
    assert kinds["site"]["awaited_until"] is None, "its grace is over"
    assert [one["kind"] for one in page["kinds"] if one["late"]] == ["project"]
    assert page["full_view"] is False, "grace is said beside it, and connects nothing"


def test_kinds_count_the_records_that_stand(read: Any) -> None:
    page = read(
        connected(PROJECT, ("project", "land", "site"), ("project", "land")),
        land(PROJECT, "L1"),
        land(PROJECT, "L2"),
        land(PROJECT, "L3", linked=False),
        attendance(PROJECT, "A1"),
    )
    kinds = {one["kind"]: one for one in page["kinds"]}

    assert len(kinds) == 18
    assert kinds["land"]["records"] == 2
    assert (kinds["land"]["applicable"], kinds["land"]["connected"]) == (True, True)
    assert (kinds["site"]["applicable"], kinds["site"]["connected"], kinds["site"]["records"]) == (
        True,
        False,
        0,
    )
    assert (kinds["attendance"]["applicable"], kinds["attendance"]["records"]) == (False, 1)
    assert kinds["project"]["records"] == 1
    stream, fact = land(PROJECT, "L2")
    page = read((stream, _withdrawal(fact)))
    assert {one["kind"]: one["records"] for one in page["kinds"]}["land"] == 1


def _withdrawal(fact: Any) -> RecordWithdrawn:
    return RecordWithdrawn(
        kind="land", source=fact.source, record_id=fact.record_id, updated_at=fact.updated_at
    )


def test_a_record_counts_once_it_is_linked_and_stays_when_it_is_revised(read: Any) -> None:
    page = read(land(PROJECT, "L1", linked=False))
    assert {one["kind"]: one["records"] for one in page["kinds"]}["land"] == 0

    page = read(linked(PROJECT, "L1"))
    assert {one["kind"]: one["records"] for one in page["kinds"]}["land"] == 1
    page = read(land(PROJECT, "L1", linked=False))
    assert {one["kind"]: one["records"] for one in page["kinds"]}["land"] == 1


def test_policies_of_the_enterprise_with_what_is_unmet(read: Any) -> None:
    page = read(policy(), matched(OWN, None, Verdict.UNMET))

    assert page["policies_day"] == "2026-10-30"
    (found,) = page["policies"]
    assert (found["zh"], found["verdict"], found["amount"]) == ("技改奖励", "unmet", None)
    assert [(one["code"], one["verdict"]) for one in found["conditions"]] == [
        ("scale", "met"),
        ("equipment", "unmet"),
    ]
    page = read(matched(OWN, "52.5", Verdict.MET))
    assert (page["policies"][0]["verdict"], page["policies"][0]["amount"]) == ("met", "52.5")


def test_a_policy_that_cannot_be_told_says_what_is_missing_and_who_could_supply_it(read: Any) -> None:
    page = read(policy(), department("science", "澄川县科学技术局"))
    page = read(matched(OWN, None, Verdict.UNKNOWN))

    (found,) = page["policies"]
    wanted = {"field": "equipment", "department": "science", "department_name": "澄川县科学技术局"}
    assert (found["verdict"], found["amount"], found["missing"]) == ("unknown", None, [wanted])
    assert [one["missing"] for one in found["conditions"]] == [[], [wanted]]


def test_a_match_keeps_the_words_of_its_edition_when_another_one_is_announced(read: Any) -> None:
    read(policy(), matched(OWN, "52.5", Verdict.MET))

    page = read(policy(version=2, zh="技改奖励（新）", effective=date(2027, 1, 1)))

    assert [one["zh"] for one in page["policies"]] == ["技改奖励"]
