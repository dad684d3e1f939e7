"""No free text is forgotten: what people type and sources deliver is normal and impersonal before it is a fact.

The first test walks the contracts: a new text field fails it until somebody says which edge it comes in by. The
others walk the bodies of all routes, and what each edge lets through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

import pytest
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, SecretStr, TypeAdapter, ValidationError

from zhouqi.events.contracts import CONTRACTS
from zhouqi.service.http.app import create_app
from zhouqi.service.service import installed
from zhouqi.service.settings import Settings
from zhouqi.service.text import PERSONAL

BODIES: Final = "a body of a route"
READ: Final = "a field of a record, read by ingest (test_kinds walks every kind's)"
REGISTER: Final = "a name in the county's register (test_registers)"
FILE: Final = "a file of this release, looked at before it is one"
EDGES: Final[Mapping[str, str]] = {
    "TownshipRegistered.name": REGISTER,
    "EnterpriseRegistered.name": REGISTER,
    "AccountGranted.name": REGISTER,
    "ProjectRegistered.name": READ,
    "ProjectRegistered.enterprise_name": READ,
    "AgreementReviewed.extensions[].document": READ,
    "ProjectFiled.document": READ,
    "EnergyReviewed.document": READ,
    "EnvironmentAssessed.document": READ,
    "PlanningPermitted.document": READ,
    "AcceptanceRecorded.document": READ,
    "PolicyPaymentRecorded.policy": READ,
    "PolicyPublished.zh": FILE,
    "PolicyPublished.en": FILE,
    "PolicyPublished.amount": FILE,
    "PolicyPublished.conditions[].zh": FILE,
    "PolicyPublished.conditions[].en": FILE,
    "PolicyPublished.conditions[].expression": FILE,
    "EnterpriseProfiled.name": REGISTER,
}
"""Text of contracts -> where it comes in, beside what people enter about projects and issues."""
ENTERED: Final = ("Project", "Milestone", "Issue")
"""Types of which every text is typed by people, or is the document of a record: a body's or a reader's."""
NOT_KEPT: Final = frozenset({"SignIn.account", "UploadedFile.columns[]"})
"""Texts of bodies that are compared with what is known, and kept nowhere."""


def _texts(kind: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Path and type of everything in the type ``kind`` that may be any text."""
    if get_origin(kind) is Annotated:
        inner, *said = get_args(kind)
        if inner is not str:
            yield from _texts(inner, path)
        elif not _has_pattern(said):
            yield path, kind
    elif get_origin(kind) in {Union, UnionType, list, tuple, dict, Mapping}:
        several = "" if get_origin(kind) in {Union, UnionType} else "[]"
        for part in get_args(kind):
            yield from _texts(part, path + several)
    elif kind is str:
        yield path, kind
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            whole = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
            yield from _texts(whole, f"{path}.{name}")


def _has_pattern(said: list[Any]) -> bool:
    return any(
        getattr(one, "pattern", None) for more in said for one in (more, *getattr(more, "metadata", ()))
    )


def test_every_text_of_every_contract_has_an_edge() -> None:
    found = {path for name, contract in CONTRACTS.items() for path, _ in _texts(contract, name)}

    entered = {path for path in found if path.startswith(ENTERED)} - EDGES.keys()
    assert found - entered == EDGES.keys()
    assert {"IssueRaised.title", "IssueEnteredLate.reason", "ProjectTerminated.document"} <= entered


def _bodies() -> Iterator[tuple[str, Any]]:
    settings = Settings(
        dsn={one.name: SecretStr("host=nowhere") for one in installed()}, signing_key=SecretStr("k" * 40)
    )
    app = create_app(installed(), settings)
    for route in iter_route_contexts(app.routes):
        body = getattr(route, "body_field", None)
        if body is not None:
            kind = body.field_info.annotation
            yield from _texts(kind, kind.__name__)


TEXTS: Final = {path: kind for path, kind in _bodies() if path not in NOT_KEPT}


def test_the_routes_bodies_were_walked() -> None:
    assert {"RaiseBody.title", "AnswerBody.answer", "LateEntryBody.late_reason"} <= TEXTS.keys()


@pytest.mark.parametrize("path", TEXTS)
@pytest.mark.parametrize(
    "personal", ["致电 139\u200b0013\u200b9000", "联系人：赵敏华", "0572-8067123", "浙E·D12345"]
)
def test_no_body_takes_personal_data(path: str, personal: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(TEXTS[path]).validate_python(personal)

    assert PERSONAL in {error["type"] for error in refused.value.errors()}


@pytest.mark.parametrize("path", TEXTS)
def test_every_body_s_text_is_normalised(path: str) -> None:
    adapter = TypeAdapter(TEXTS[path])

    assert adapter.validate_python(" 甲\u200b乙〔2026〕\u202e1\u202c号 ") == "甲乙〔2026〕1号"
    with pytest.raises(ValidationError):
        adapter.validate_python("\u200b\u2060")
