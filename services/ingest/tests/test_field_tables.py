"""The documents for source departments say what the kinds read."""

import pytest

from zhouqi.ingest.kinds import KINDS
from zhouqi.ingest.kinds.field_tables import NoPlace, tables, with_tables


def test_every_kind_and_every_field_has_its_row() -> None:
    sections = tables().split("### ")[1:]
    assert len(sections) == len(KINDS) == 18
    for kind, section in zip(KINDS, sections, strict=True):
        rows = [line for line in section.splitlines() if line.startswith("| `")]
        assert [row.split("`")[1] for row in rows] == [field.name for field in kind.fields]
        assert [" yes " in row for row in rows] == [field.required for field in kind.fields]


def test_a_workbooks_columns_and_a_words_choices_are_named() -> None:
    said = tables()
    assert (
        "| `accepted_on` | 竣工验收日期 / 竣工验收时间 |  | a day, `2026-10-30`; not later than the business day |"
        in said
    )
    assert "| `mode` | yes | one of 出让, 租赁, 存量厂房 |" in said


def test_a_document_without_its_marks_is_refused() -> None:
    with pytest.raises(NoPlace):
        with_tables("no marks")
