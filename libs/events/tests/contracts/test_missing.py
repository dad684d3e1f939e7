"""What older versions took for zero or for no, because nobody had said it, reads as not known."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from libs.events.tests.contracts.golden import CURRENT
from libs.events.tests.sample import event

from zhouqi.events import Decoder, Fact
from zhouqi.events.contracts import Emission
from zhouqi.events.contracts.ingest import EnterpriseRegistered
from zhouqi.events.contracts.policy import (
    EnterpriseProfiled,
    PoliciesMatched,
    PolicyPublished,
    Verdict,
)

PROFILE_OF_1: dict[str, object] = {
    "enterprise": "E1",
    "name": "某公司",
    "above_scale": False,
    "honours": [],
    "projects": 0,
    "land_area": "0",
    "equipment": "600.50",
    "research": "0.00",
    "sales": "0",
    "tax": "0.0000",
}
BACK = dict.fromkeys(("EnterpriseRegistered", "EnterpriseProfiled", "PoliciesMatched", "PolicyPublished"), 1)


def _read(kind: type[Fact], version: int, data: object) -> Fact:
    written = event("any/stream", 1, type=kind.type(), schema_version=version, data=json.dumps(data).encode())
    return Decoder().decode(written)


def test_a_zero_that_was_written_for_want_of_a_report_is_not_known() -> None:
    assert _read(EnterpriseProfiled, 1, PROFILE_OF_1) == EnterpriseProfiled(
        enterprise="E1",
        name="某公司",
        above_scale=False,
        honours=(),
        projects=0,
        equipment=Decimal("600.50"),
    )


def test_of_an_enterprise_that_the_register_did_not_know_nothing_of_it_is_known() -> None:
    nameless = {name: value for name, value in PROFILE_OF_1.items() if name != "name"}

    found = _read(EnterpriseProfiled, 1, nameless)

    assert found == EnterpriseProfiled(enterprise="E1", projects=0, equipment=Decimal("600.50"))


def test_neither_a_yes_nor_a_no_that_may_rest_on_a_missing_number_is_known_and_no_money_is_promised() -> None:
    match = {
        "policy": "p",
        "version": 1,
        "amount": "55.19",
        "reasons": [{"condition": "research", "met": True}, {"condition": "grade", "met": False}],
    }

    found = _read(PoliciesMatched, 1, {"enterprise": "E1", "day": "2026-10-30", "matches": [match]})

    assert isinstance(found, PoliciesMatched)
    (read,) = found.matches
    assert (read.verdict, read.amount) == (Verdict.UNKNOWN, None)
    assert {one.verdict for one in read.reasons} == {Verdict.UNKNOWN}


def test_an_edition_that_named_no_day_held_from_the_policy_s_first_day_on() -> None:
    published = next(fact for fact in CURRENT if isinstance(fact, PolicyPublished))
    data = json.loads(published.encode())
    del data["effective"]

    found = _read(PolicyPublished, 1, data)

    assert found == published.model_copy(update={"effective": date(2026, 1, 1)})


def test_a_register_s_no_may_have_been_silence_and_its_yes_was_not() -> None:
    said = {"code": "E1", "name": "某公司", "above_scale": False, "honours": ["high_tech"]}

    assert _read(EnterpriseRegistered, 1, said) == EnterpriseRegistered(
        code="E1", name="某公司", honours=("high_tech",)
    )


def test_a_writer_that_is_held_back_turns_nothing_unknown_into_an_answer() -> None:
    emission = Emission.of([type(fact) for fact in CURRENT if fact.type() in BACK], BACK)
    unknown = EnterpriseProfiled(enterprise="E1", projects=0)

    version, data = emission.encode(unknown)
    assert version == 1
    assert _read(EnterpriseProfiled, 1, json.loads(data)) == unknown

    matched = next(fact for fact in CURRENT if isinstance(fact, PoliciesMatched))
    version, data = emission.encode(matched)
    assert version == 1
    written = json.loads(data)["matches"]
    assert [(one.get("amount"), one["reasons"][0]["met"]) for one in written] == [
        ("144.00", True),
        (None, False),
    ]
