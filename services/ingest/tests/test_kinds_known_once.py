"""A kind is declared once; what else knows the kinds is made from that, or held to it."""

from __future__ import annotations

from pathlib import Path

import zhouqi.ingest.kinds
from zhouqi.events.contracts import PUBLISHED
from zhouqi.events.contracts.ingest import ProjectRegistered, RecordFact
from zhouqi.ingest.connection.rules import load_rules
from zhouqi.ingest.fields.columns import TYPED
from zhouqi.ingest.kinds import BY_NAME, KINDS, DropFolder
from zhouqi.ingest.kinds.export import exports
from zhouqi.ingest.kinds.systems import COUNTY, SYSTEMS

ROOT = Path(__file__).parents[3]


def test_what_is_made_from_the_kinds_is_current() -> None:
    """After a change: ``python -m zhouqi.ingest.kinds.export`` at the top of the repository."""
    assert {file: (ROOT / file).read_text("utf-8") for file in exports(ROOT)} == exports(ROOT)


def test_each_file_of_a_kind_is_in_the_catalogue() -> None:
    folder = Path(zhouqi.ingest.kinds.__file__).parent
    declared = {file.stem for file in folder.glob("*.py") if " = Kind(\n" in file.read_text("utf-8")}

    assert declared == BY_NAME.keys()


def test_each_record_that_is_published_is_of_one_kind() -> None:
    published = {fact for fact in PUBLISHED["ingest"] if issubclass(fact, RecordFact | ProjectRegistered)}

    assert len({kind.fact for kind in KINDS}) == len(KINDS)
    assert {kind.fact for kind in KINDS} == published


def test_each_source_system_delivers_a_kind_or_the_registers() -> None:
    assert {COUNTY, *(kind.source for kind in KINDS)} == SYSTEMS.keys()


def test_the_rules_of_connection_know_the_kinds() -> None:
    assert all(edition.kinds.keys() == BY_NAME.keys() for edition in load_rules().editions)


def test_what_identifies_is_a_field_of_its_kind() -> None:
    for kind in KINDS:
        if kind.identifies is not None:
            says = {field.contract_name or field.name for field in kind.fields} | {"project_code"}
            assert {kind.identifies.scheme, kind.identifies.through or kind.identifies.scheme} <= says


def test_codes_and_columns_of_a_workbook_are_fields_of_its_kind() -> None:
    for kind in KINDS:
        if isinstance(kind.wire, DropFolder):
            fields = {"record_id", "updated_at", "withdrawn", *(field.name for field in kind.fields)}
            assert set(kind.wire.headers.values()) == fields
            assert {column.field for column in kind.wire.columns if column.form in TYPED} <= fields
