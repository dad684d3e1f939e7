"""What a workbook says, cell by cell, and what is refused of it: all read by the process that is bounded."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from services.ingest.tests import packages
from services.ingest.tests.packages import cell, header, number, package, rows, sheet, text
from services.ingest.tests.raw import GOOD
from services.ingest.tests.systems import write_workbook

from zhouqi.ingest.fields.columns import Column, Form
from zhouqi.ingest.fields.parsing import ORIGIN
from zhouqi.ingest.kinds import BY_NAME, DropFolder
from zhouqi.ingest.sources.drop_folder.workbooks import (
    Bounds,
    RefusalCause,
    UnreadableWorkbook,
    Workbooks,
    rows_of,
)

pytestmark = pytest.mark.usefixtures("processes")

COLUMNS = (
    Column("编号", "id", Form.CODE),
    Column("金额(万元)", "amount", Form.AMOUNT),
    Column("日期", "on", Form.DAY),
)
HEADERS = {column.header: column.field for column in COLUMNS}
HEAD = header(HEADERS)


@pytest.fixture(scope="module")
def books() -> Iterator[Workbooks]:
    """One process for all tests of the module: whatever they put into it, it reads the next one."""
    with Workbooks() as checkpoint:
        yield checkpoint


def _records(books: Workbooks, content: bytes) -> list[Mapping[str, object]]:
    return list(books.rows(content, "表.xlsx", COLUMNS))


def _refused(books: Workbooks, content: bytes) -> tuple[RefusalCause, str]:
    with pytest.raises(UnreadableWorkbook) as what:
        books.rows(content, "表.xlsx", COLUMNS)
    return what.value.cause, what.value.said


def _one(
    books: Workbooks, id_: str | None, amount: str | None = None, on: str | None = None
) -> Mapping[str, object]:
    (record,) = _records(books, package(sheet(rows(HEAD, [id_, amount, on]))))
    return record


def test_headers_are_fields_cells_are_text_and_a_record_knows_its_row(tmp_path: Path) -> None:
    wire = BY_NAME["acceptance"].wire
    assert isinstance(wire, DropFolder)
    file = tmp_path / "竣工验收.xlsx"
    write_workbook(file, wire, [GOOD["acceptance"]])

    assert rows_of(file, wire.columns) == [
        {**GOOD["acceptance"], ORIGIN: {"file": "竣工验收.xlsx", "row": 2}}
    ]


def test_empty_rows_before_and_between_are_passed_and_counted(books: Workbooks) -> None:
    content = package(sheet(rows(HEAD, [text("A")], [None], [text("B")], first=3)))

    assert [(one["id"], one[ORIGIN]) for one in _records(books, content)] == [
        ("A", {"file": "表.xlsx", "row": 4}),
        ("B", {"file": "表.xlsx", "row": 6}),
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("0.30000000000000004", "0.3"),
        ("8765.4300000000003", "8765.43"),
        ("12.50", "12.5"),
        ("100", "100"),
        ("1E-3", "0.001"),
        ("-0", "0"),
        ("999999999999999", "999999999999999"),
        ("4.4408920985006262E-16", "0.000000000000000444089209850063"),
    ],
)
def test_a_number_is_read_as_excel_shows_it(books: Workbooks, written: str, shown: str) -> None:
    assert _one(books, None, amount=number(written))["amount"] == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (number("9.1330523999999997E+17"), {"cell": "number", "shown": "9.1330524e+17"}),
        (number("330529202203019000"), {"cell": "number", "shown": "3.30529202203019e+17"}),
        (number("1000000000000000"), {"cell": "number", "shown": "1e+15"}),
        (number("1234", packages.SIX_DIGITS), {"cell": "number", "shown": "1234"}),
        (number("1234", packages.TWO_PLACES), {"cell": "number", "shown": "1234"}),
        (number("1234", packages.ACCOUNTING), "1234"),
        (number("1234", packages.TEXT), "1234"),
        (number("2026.1"), {"cell": "number", "shown": "2026.1"}),
        (packages.day(46082), {"cell": "day", "shown": "2026-03-01"}),
        (packages.truth(1), {"cell": "truth", "shown": "TRUE"}),
        (packages.error("#REF!"), {"cell": "no_value", "shown": ""}),
        (packages.formula(None), {"cell": "no_value", "shown": ""}),
        (packages.formula("HT-7"), "HT-7"),
        (number("3305290417"), "3305290417"),
        (number("999999999999999"), "999999999999999"),
        (text("330529202203019917"), "330529202203019917"),
    ],
)
def test_a_code_is_what_was_typed_or_told_as_what_excel_made_of_it(
    books: Workbooks, typed: str, shown: object
) -> None:
    assert _one(books, typed)["id"] == shown


def test_an_amount_may_be_dressed(books: Workbooks) -> None:
    assert _one(books, None, number("1234.5", packages.TWO_PLACES))["amount"] == "1234.5"
    assert _one(books, None, number("1234", packages.SIX_DIGITS))["amount"] == "1234"


def test_an_error_is_no_empty_cell_in_any_column(books: Workbooks) -> None:
    record = _one(books, text("A"), packages.error("#N/A"), packages.formula(None))

    assert record["amount"] == record["on"] == {"cell": "no_value", "shown": ""}


def test_days_that_excel_knows_read_as_days(tmp_path: Path, books: Workbooks) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"date_1904": True})
    page = book.add_worksheet()
    page.write_row(0, 0, list(HEADERS))
    page.write_datetime(1, 2, datetime(2026, 2, 10), book.add_format({"num_format": "yyyy/m/d"}))  # noqa: DTZ001
    book.close()

    (record,) = _records(books, (tmp_path / "a.xlsx").read_bytes())

    assert record["on"] == "2026-02-10"


def test_a_column_that_stands_twice_is_refused_and_named(books: Workbooks) -> None:
    content = package(
        sheet(rows([*HEAD, text(" 金额（万元） ")], [text("A"), number("1"), None, number("2")]))
    )

    assert _refused(books, content) == (RefusalCause.COLUMN_TWICE, "金额(万元)")


def test_other_columns_may_stand_twice(books: Workbooks) -> None:
    content = package(
        sheet(rows([*HEAD, text("备注"), text("备注")], [text("A"), None, None, text("x"), text("y")]))
    )

    assert [one["id"] for one in _records(books, content)] == ["A"]


def test_headers_that_are_missing_are_named(books: Workbooks) -> None:
    lacking = package(sheet(rows(HEAD[:2], [text("A")])))

    assert _refused(books, lacking) == (RefusalCause.NO_HEADER, "日期")
    assert _refused(books, package(sheet(""))) == (RefusalCause.NO_HEADER, "编号、金额(万元)、日期")


def test_a_second_sheet_of_records_is_not_left_out_silently(books: Workbooks) -> None:
    first, notes = sheet(rows(HEAD, [text("A")])), sheet(rows([text("说明"), text("编号")]))

    assert [one["id"] for one in _records(books, package(first, notes, sheet("")))] == ["A"]
    assert _refused(books, package(first, notes, first)) == (RefusalCause.SEVERAL_SHEETS, "S3")


@pytest.mark.parametrize(
    ("place", "good"), [("Z80", True), ("XFD1048576", False), ("A20002", False), ("IW2", False)]
)
def test_a_stray_cell_may_be_near_and_not_far(books: Workbooks, place: str, good: bool) -> None:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    content = package(sheet(rows(HEAD, [text("A")]) + f'<row r="{row}">{cell(place, number("0"))}</row>'))

    if good:
        assert [one["id"] for one in _records(books, content)] == ["A"]
    else:
        assert _refused(books, content)[0] is RefusalCause.TOO_LARGE


def test_cells_that_are_only_coloured_take_no_room(books: Workbooks) -> None:
    content = package(sheet(rows(HEAD, [text("A")]) + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'))

    assert [one["id"] for one in _records(books, content)] == ["A"]


def test_many_sheets_together_reach_no_farther_than_one_may(books: Workbooks) -> None:
    wide = sheet(f'<row r="9000">{cell("CV9000", number("0"))}</row>')

    assert (
        _refused(books, package(sheet(rows(HEAD, [text("A")])), wide, wide, wide))[0]
        is RefusalCause.TOO_LARGE
    )
    assert _refused(books, package(*[sheet(rows(HEAD))] * 65))[0] is RefusalCause.TOO_LARGE


def test_what_unpacks_to_too_much_is_not_unpacked(books: Workbooks) -> None:
    bomb = package(sheet(rows(HEAD)), parts={"xl/media/a.bin": "0" * (5 * 1024 * 1024)})
    said = packages.lying(bomb, "xl/media/a.bin", 2**32 - 2)

    assert len(bomb) < 10_000
    assert _records(books, bomb) == []
    assert _refused(books, said)[0] is RefusalCause.TOO_LARGE


def test_an_archive_that_lies_about_its_sizes_is_none(books: Workbooks) -> None:
    lines = rows(HEAD, *[[' t="s"><v>0</v>']] * 50)
    content = package(sheet(lines), parts=packages.shared_strings("甲" * 1000))

    assert len(_records(books, content)) == 50
    for part in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
        assert _refused(books, packages.lying(content, part, 40))[0] is RefusalCause.NO_WORKBOOK


def test_one_long_text_that_every_cell_points_to_is_too_large() -> None:
    pointing = [' t="s"><v>0</v>'] * 3
    content = package(sheet(rows(HEAD, *[pointing] * 2_000)), parts=packages.shared_strings("长" * 30_000))

    with Workbooks(Bounds(memory_bytes=200 * 1024 * 1024)) as books:
        assert _refused(books, content)[0] is RefusalCause.TOO_LARGE


def test_entities_are_not_unfolded(books: Workbooks) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "哈">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(9)
    )
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">'
    for begin in (laughs, outside):
        content = package(sheet(rows(HEAD, [text("A")]), before=f"{begin}]>"))

        assert _refused(books, content)[0] is RefusalCause.NO_WORKBOOK


def test_texts_that_unpack_to_more_than_there_is_room_for_cost_that_process_alone() -> None:
    bomb = package(sheet(rows(HEAD)), parts=packages.shared_strings("0" * (60 * 1024 * 1024)))

    with Workbooks(Bounds(memory_bytes=80 * 1024 * 1024)) as books:
        assert _refused(books, bomb)[0] is RefusalCause.TOO_LARGE
        assert (
            _refused(books, packages.lying(bomb, "xl/sharedStrings.xml", 40))[0] is RefusalCause.NO_WORKBOOK
        )
        assert _one(books, text("A"))["id"] == "A"


def test_parts_that_are_missing_broken_or_packed_with_a_password_make_no_workbook(books: Workbooks) -> None:
    good = package(sheet(rows(HEAD, [text("A")])))
    for content in (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
        package(sheet("<row><c r='??'><v>1</v></c></row>")),
        package(sheet(rows(HEAD)), parts={"xl/workbook.xml": "<workbook/>"}),
        package(sheet("<row>")),
        _archive({"readme.txt": "an archive, but no workbook"}),
    ):
        assert _refused(books, content)[0] is RefusalCause.NO_WORKBOOK
    locked = bytes(good).replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    assert _refused(books, locked)[0] is RefusalCause.ENCRYPTED
    assert _refused(books, b"name,amount\r\n")[0] is RefusalCause.OTHER_CONTENT


def test_the_beginning_of_a_workbook_is_incomplete(books: Workbooks) -> None:
    good = package(sheet(rows(HEAD, [text("A")])))

    for part in (b"", bytes(4096), good[:100], good[:-1], good[:-30] + bytes(30)):
        assert _refused(books, part)[0] is RefusalCause.INCOMPLETE


def test_memory_is_bounded_and_the_next_workbook_is_read_all_the_same() -> None:
    blind = Bounds(rows=2**20, columns=2**14, cells=2**40, memory_bytes=200 * 1024 * 1024)
    far = package(sheet(rows(HEAD) + f'<row r="99999">{cell("XFD99999", number("0"))}</row>'))

    with Workbooks(blind) as books:
        for _ in range(2):
            assert _refused(books, far)[0] is RefusalCause.TOO_LARGE
            assert _one(books, text("A"))["id"] == "A"


def test_time_is_bounded() -> None:
    slow = package(sheet("<row>" + "<c/>" * 1_500_000 + "</row>"))

    with Workbooks(Bounds(processor_seconds=0, elements=2**30)) as books:
        assert _refused(books, slow)[0] is RefusalCause.TOO_SLOW
        assert _one(books, text("A"))["id"] == "A"
    with Workbooks(wall_seconds=0.001) as books:
        assert _refused(books, slow)[0] is RefusalCause.TOO_SLOW


def test_the_process_that_reads_knows_no_secret_and_ends_with_the_block(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ZHOUQI_SIGNING_KEY", "top-secret")
    with Workbooks() as books:
        _one(books, text("A"))
        process = books._process
        assert process is not None
        assert b"top-secret" not in Path(f"/proc/{process.pid}/environ").read_bytes()

    assert process.returncode is not None


def test_the_largest_workbook_that_may_come_is_read_within_the_bounds(books: Workbooks) -> None:
    line = [text("YS-1"), number("1.5"), packages.day(46000)]

    assert len(_records(books, package(sheet(rows(HEAD, *[line] * 20_000))))) == 20_000


def _archive(parts: Mapping[str, str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()
