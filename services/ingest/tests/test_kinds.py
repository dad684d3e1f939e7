"""Every kind: what a good record says, and each reason why one is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from services.ingest.tests.raw import CODE, COUNTY, EXTENSION, GOOD, PERMIT, SITE

from zhouqi.events.contracts import PUBLISHED, RECORDS
from zhouqi.events.contracts.ingest import (
    AcceptanceRecorded,
    AgreementReviewed,
    Assessment,
    AttendanceReported,
    ConstructionPermitted,
    EnvironmentAssessed,
    LandMode,
    LandSupplied,
    ProjectRegistered,
    RecordFact,
    StatisticsEntered,
    StatisticsRegister,
)
from zhouqi.events.contracts.milestone import Extension, Milestone
from zhouqi.ingest.fields.parsing import ORIGIN
from zhouqi.ingest.intake.delivery import judge, refuse_file
from zhouqi.ingest.kinds import BY_NAME, KINDS
from zhouqi.ingest.records.commands import Refusal, Statement
from zhouqi.ingest.sheets.refusal import RefusalCause
from zhouqi.ingest.sources import UnreadableFile

NOW = datetime(2026, 10, 30, 10, tzinfo=UTC)


def _says(name: str, **changes: object) -> RecordFact | ProjectRegistered:
    body = judge(BY_NAME[name], {**GOOD[name], **changes}, COUNTY, NOW).command.body
    assert isinstance(body, Statement), body
    assert body.fact is not None
    return body.fact


def _refused(name: str, **changes: object) -> list[tuple[str, str]]:
    body = judge(BY_NAME[name], {**GOOD[name], **changes}, COUNTY, NOW).command.body
    assert isinstance(body, Refusal), body
    return [(found.field, found.code) for found in body.findings]


def test_the_kinds_are_the_eighteen_of_the_contracts() -> None:
    assert len(KINDS) == 18
    assert {kind.fact for kind in KINDS} == {ProjectRegistered, *RECORDS}
    assert all(kind.fact in PUBLISHED["ingest"] for kind in KINDS)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_record_of_every_kind_is_stated(name: str) -> None:
    fact = _says(name)

    assert type(fact) is BY_NAME[name].fact
    assert fact.source == BY_NAME[name].source


_REQUIRED = [(kind.name, field.name) for kind in KINDS for field in kind.fields if field.required]
_OPTIONAL = [(kind.name, field.name) for kind in KINDS for field in kind.fields if not field.required]
_HAPPENED = [(kind.name, field.name) for kind in KINDS for field in kind.fields if field.happened]


@pytest.mark.parametrize(("name", "field"), _REQUIRED)
@pytest.mark.parametrize("nothing", [None, ""])
def test_what_is_required_must_be_there(name: str, field: str, nothing: object) -> None:
    assert _refused(name, **{field: nothing}) == [(field, "missing")]


@pytest.mark.parametrize(("name", "field"), _OPTIONAL)
def test_what_may_be_absent_may_be_absent(name: str, field: str) -> None:
    _says(name, **{field: None})


@pytest.mark.parametrize(("name", "field"), _HAPPENED)
def test_what_happened_can_not_have_happened_after_today(name: str, field: str) -> None:
    assert _refused(name, **{field: "2026-10-31"}) == [(field, "in_future")]
    assert _refused(name, **{field: "2024-02-30"}) == [(field, "malformed")]
    _says(name, **{field: "2026-10-30"})


@pytest.mark.parametrize(("name", "field"), [pair for pair in _HAPPENED if pair in _OPTIONAL])
def test_1900_is_no_day(name: str, field: str) -> None:
    fact = _says(name, **{field: "1900-01-01"})

    assert getattr(fact, field) is None


@pytest.mark.parametrize(
    ("name", "field"), [("agreement", "land_due"), ("land", "handover_on"), ("land", "completion_due")]
)
def test_what_is_agreed_may_lie_in_the_future(name: str, field: str) -> None:
    assert getattr(_says(name, **{field: "2031-05-01"}), field) == date(2031, 5, 1)


@pytest.mark.parametrize(
    ("name", "changes", "finding"),
    [
        ("agreement", {"new_land": "yes"}, ("new_land", "malformed")),
        ("agreement", {"production_within_days": "0"}, ("production_within_days", "malformed")),
        ("agreement", {"production_within_days": "-3"}, ("production_within_days", "malformed")),
        ("agreement", {"extensions": "none"}, ("extensions", "malformed")),
        ("agreement", {"extensions": [EXTENSION] * 21}, ("extensions", "malformed")),
        ("agreement", {"extensions": [{**EXTENSION, "milestone": "签约"}]}, ("extensions", "malformed")),
        ("agreement", {"extensions": [{**EXTENSION, "due": None}]}, ("extensions", "missing")),
        (
            "agreement",
            {"extensions": [{**EXTENSION, "approved_on": "2027-01-01"}]},
            ("extensions", "in_future"),
        ),
        ("agreement", {"extensions": [7]}, ("extensions", "malformed")),
        ("land", {"mode": "划拨"}, ("mode", "malformed")),
        ("land", {"area_hectares": "-1"}, ("area_hectares", "malformed")),
        ("filing", {"document": "x" * 101}, ("document", "malformed")),
        ("environment", {"form": "表"}, ("form", "malformed")),
        ("permit", {"permit_number": "号"}, ("permit_number", "malformed")),
        ("statistics", {"entered_in": "入库"}, ("entered_in", "malformed")),
        ("investment", {"invested": "12.00001"}, ("invested", "malformed")),
        ("inputs", {"year": "1999"}, ("year", "malformed")),
        ("inputs", {"year": "二〇二四"}, ("year", "malformed")),
        ("attendance", {"workers": "many"}, ("workers", "malformed")),
        ("attendance", {"site_code": "!"}, ("site_code", "malformed")),
        ("site", {"cameras": "1.5"}, ("cameras", "malformed")),
        ("acceptance", {"project_code": "2413-330529-07-02-123456"}, ("project_code", "malformed")),
        ("sales", {"project_code": CODE.replace("-", "")}, ("project_code", "malformed")),
        ("sales", {"enterprise_code": "91330523MA2B3C0291"}, ("enterprise_code", "malformed")),
        ("payment", {"amount": "NaN"}, ("amount", "malformed")),
        ("payment", {"amount": "1_000"}, ("amount", "malformed")),
        ("payment", {"amount": "1E+3"}, ("amount", "malformed")),
        ("payment", {"amount": "1.2.3"}, ("amount", "malformed")),
        ("performance", {"grade": "E"}, ("grade", "malformed")),
    ],
)
def test_each_broken_rule_is_named_by_the_field_on_the_wire(
    name: str, changes: dict[str, object], finding: tuple[str, str]
) -> None:
    assert _refused(name, **changes) == [finding]


def test_an_agreement_says_its_traits_terms_and_extensions() -> None:
    fact = _says("agreement")

    assert isinstance(fact, AgreementReviewed)
    assert (fact.new_land, fact.scale_expected) == (True, False)
    assert (fact.production_within, fact.investment) == (180, Decimal("12500.00"))
    assert fact.extensions == (
        Extension(
            milestone=Milestone.STARTED,
            due=date(2027, 1, 31),
            approved_on=date(2025, 2, 1),
            document="澄政函〔2025〕3号",
        ),
    )


def test_hectares_become_mu() -> None:
    fact = _says("land", area_hectares="2.433333")

    assert isinstance(fact, LandSupplied)
    assert (fact.area, fact.mode) == (Decimal("36.5000"), LandMode.TRANSFER)


def test_words_of_the_sources_become_the_contracts() -> None:
    form, register = _says("environment"), _says("statistics", entered_in="规上入库")

    assert isinstance(form, EnvironmentAssessed)
    assert form.form is Assessment.TABLE
    assert isinstance(register, StatisticsEntered)
    assert register.entered_in is StatisticsRegister.ABOVE_SCALE


@pytest.mark.parametrize(
    "written",
    [
        "240333052907021234 56",
        " 2403-330529-07-02-123456 ",
        "２４０３－３３０５２９－０７－０２－１２３４５６",
        "2403–330529—07-02-123456",
    ],
)
def test_a_project_code_in_a_strange_hand_is_put_right(written: str) -> None:
    fact = _says("acceptance", project_code=written)

    assert isinstance(fact, AcceptanceRecorded)
    assert fact.project_code == CODE


def test_a_permit_and_a_site_are_known_by_one_form() -> None:
    fact, permit = (
        _says("attendance", permit_number=f" {PERMIT[:6]} {PERMIT[6:]}", site_code=f"{SITE} "),
        _says("permit", permit_number="３３０５２９２０２４０４１８０１０１"),
    )

    assert isinstance(fact, AttendanceReported)
    assert (fact.permit_number, fact.site_code) == (PERMIT, SITE)
    assert isinstance(permit, ConstructionPermitted)
    assert permit.permit_number == PERMIT


def test_an_acceptance_may_know_either_reference_alone() -> None:
    _says("acceptance", project_code=None)
    _says("acceptance", permit_number=None)


@pytest.mark.parametrize(("mark", "withdrawn"), [("是", True), ("否", False), ("", False), (None, False)])
def test_a_withdrawal_in_a_workbook_is_a_word(mark: object, withdrawn: object) -> None:
    body = judge(BY_NAME["payment"], {**GOOD["payment"], "withdrawn": mark}, COUNTY, NOW).command.body

    assert isinstance(body, Statement)
    assert (body.fact is None) is withdrawn


@pytest.mark.parametrize(
    ("cell", "code"), [("number", "not_text"), ("day", "not_text"), ("no_value", "no_value")]
)
def test_a_cell_that_holds_no_text_is_refused_as_what_it_is(cell: str, code: str) -> None:
    for field in ("record_id", "permit_number", "document", "production_on"):
        assert _refused("acceptance", **{field: {"cell": cell, "shown": "3.3e+19"}}) == [(field, code)]


def test_a_record_is_the_same_delivery_wherever_it_stood() -> None:
    one, moved = (
        judge(BY_NAME["payment"], {**GOOD["payment"], ORIGIN: {"file": "a.xlsx", "row": row}}, COUNTY, NOW)
        for row in (2, 9)
    )
    plain = judge(BY_NAME["payment"], GOOD["payment"], COUNTY, NOW)

    assert one.command == moved.command == plain.command
    assert one.raw != moved.raw


def test_a_file_that_is_no_workbook_is_a_refused_delivery_of_its_own() -> None:
    broken = UnreadableFile(
        "投入情况_000000000-000000003.xlsx", RefusalCause.NO_WORKBOOK, "digest of its content"
    )
    one, same = (refuse_file(BY_NAME["inputs"], broken, NOW) for _ in range(2))
    other = refuse_file(BY_NAME["inputs"], replace(broken, digest="of another content"), NOW)

    assert one.rejected
    assert one.command.id == same.command.id != other.command.id
    assert one.command.stream.startswith("record/inputs/payment-file-")


@pytest.mark.parametrize("name", GOOD)
def test_no_field_of_any_kind_takes_personal_data(name: str) -> None:
    texts = [
        field for field, value in GOOD[name].items() if isinstance(value, str) and field != "enterprise_name"
    ]

    for field in texts:
        assert _refused(name, **{field: "致电 139\u200b0013\u200b9000"}), field


@pytest.mark.parametrize(
    ("name", "field", "fact"), [("project", "project_name", "name"), ("filing", "document", "document")]
)
def test_a_text_is_normalised_before_it_is_a_fact(name: str, field: str, fact: str) -> None:
    assert getattr(_says(name, **{field: " 丙\u200b丁\u202e一期\u202c\n "}), fact) == "丙丁一期"


def test_a_name_of_which_nothing_can_be_seen_is_missing() -> None:
    assert _refused("project", project_name="\u200b\u2060\u3164") == [("project_name", "missing")]


@pytest.mark.parametrize("name", ["赵敏华", "致电 139\u200b0013\u200b9000", "\u200b"])
def test_an_enterprise_that_is_called_like_a_person_is_known_by_its_code(name: str) -> None:
    fact = _says("project", enterprise_name=name)

    assert isinstance(fact, ProjectRegistered)
    assert (fact.enterprise_name, fact.enterprise_code) == (None, GOOD["project"]["enterprise_code"])


def test_a_text_that_names_a_person_is_refused_by_its_rule() -> None:
    assert _refused("filing", document="联系人：赵敏华") == [("document", "personal_data")]
