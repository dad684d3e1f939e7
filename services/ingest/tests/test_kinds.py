"""Every kind: what a good record says, and each reason why one is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from services.ingest.tests.raw import CODE, EXTENSION, GOOD, PERMIT, PLACE, SITE

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
from zhouqi.ingest.delivery import read, unreadable
from zhouqi.ingest.kinds import BY_NAME, KINDS
from zhouqi.ingest.record import Refusal, Statement

NOW = datetime(2026, 10, 30, 10, tzinfo=UTC)


def _says(name: str, **changes: object) -> RecordFact | ProjectRegistered:
    body = read(BY_NAME[name], {**GOOD[name], **changes}, PLACE, NOW).command.body
    assert isinstance(body, Statement), body
    assert body.says is not None
    return body.says


def _refused(name: str, **changes: object) -> list[tuple[str, str]]:
    body = read(BY_NAME[name], {**GOOD[name], **changes}, PLACE, NOW).command.body
    assert isinstance(body, Refusal), body
    return [(found.field, found.code) for found in body.findings]


def test_the_kinds_are_the_eighteen_of_the_contracts() -> None:
    assert len(KINDS) == 18
    assert {kind.fact for kind in KINDS} == {ProjectRegistered, *RECORDS}
    assert all(kind.fact in PUBLISHED["ingest"] for kind in KINDS)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_record_of_every_kind_is_stated(name: str) -> None:
    says = _says(name)

    assert type(says) is BY_NAME[name].fact
    assert says.source == BY_NAME[name].source


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
    says = _says(name, **{field: "1900-01-01"})

    assert getattr(says, field) is None


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
        ("performance", {"grade": "E"}, ("grade", "malformed")),
    ],
)
def test_each_broken_rule_is_named_by_the_field_on_the_wire(
    name: str, changes: dict[str, object], finding: tuple[str, str]
) -> None:
    assert _refused(name, **changes) == [finding]


def test_an_agreement_says_its_traits_terms_and_extensions() -> None:
    says = _says("agreement")

    assert isinstance(says, AgreementReviewed)
    assert (says.new_land, says.scale_expected) == (True, False)
    assert (says.production_within, says.investment) == (180, Decimal("12500.00"))
    assert says.extensions == (
        Extension(
            milestone=Milestone.STARTED,
            due=date(2027, 1, 31),
            approved_on=date(2025, 2, 1),
            document="澄政函〔2025〕3号",
        ),
    )


def test_hectares_become_mu() -> None:
    says = _says("land", area_hectares="2.433333")

    assert isinstance(says, LandSupplied)
    assert (says.area, says.mode) == (Decimal("36.5000"), LandMode.TRANSFER)


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
    says = _says("acceptance", project_code=written)

    assert isinstance(says, AcceptanceRecorded)
    assert says.project_code == CODE


def test_a_permit_and_a_site_are_known_by_one_form() -> None:
    says, permit = (
        _says("attendance", permit_number=f" {PERMIT[:6]} {PERMIT[6:]}", site_code=f"{SITE} "),
        _says("permit", permit_number="３３０５２９２０２４０４１８０１０１"),
    )

    assert isinstance(says, AttendanceReported)
    assert (says.permit_number, says.site_code) == (PERMIT, SITE)
    assert isinstance(permit, ConstructionPermitted)
    assert permit.permit_number == PERMIT


def test_an_acceptance_may_know_either_reference_alone() -> None:
    _says("acceptance", project_code=None)
    _says("acceptance", permit_number=None)


@pytest.mark.parametrize(("mark", "withdrawn"), [("是", True), ("否", False), ("", False), (None, False)])
def test_a_withdrawal_in_a_workbook_is_a_word(mark: object, withdrawn: object) -> None:
    body = read(BY_NAME["payment"], {**GOOD["payment"], "withdrawn": mark}, PLACE, NOW).command.body

    assert isinstance(body, Statement)
    assert (body.says is None) is withdrawn


def test_a_file_that_is_no_workbook_is_a_refused_delivery_of_its_own() -> None:
    one = unreadable(BY_NAME["inputs"], "投入情况_000000000-000000003.xlsx", "no_workbook", NOW)
    same = unreadable(BY_NAME["inputs"], "投入情况_000000000-000000003.xlsx", "no_workbook", NOW)

    assert one.rejected
    assert one.command.id == same.command.id
    assert one.command.stream.startswith("record/inputs/payment-file-")
