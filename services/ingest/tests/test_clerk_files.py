"""Files as clerks send them: titles, two rows of headers, totals, other formats; one clear word for each bad one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO

import pytest
import xlsxwriter
from services.ingest.tests import documents, packages
from services.ingest.tests.documents import (
    binary,
    container,
    document,
    document_cell,
    document_row,
    label,
    lines,
)

from zhouqi.ingest.fields.parsing import ORIGIN
from zhouqi.ingest.kinds import BY_NAME, KINDS, DropFolder
from zhouqi.ingest.sheets.protocol import WorkbookAnswer
from zhouqi.ingest.sources.drop_folder.workbooks import RefusalCause, UnreadableWorkbook, Workbooks

pytestmark = pytest.mark.usefixtures("processes")

_WIRE = BY_NAME["payment"].wire
assert isinstance(_WIRE, DropFolder)
COLUMNS = _WIRE.columns
HEAD = list(_WIRE.headers)
MARCH_5 = datetime(2026, 3, 5)  # noqa: DTZ001 - as Excel has it
CODE = "2203-330529-04-01-123456"
Line = Sequence[object]


def line(**said: object) -> list[object]:
    """A row of a payment as most clerks write it."""
    plain = {
        "record_id": "DF-1",
        "updated_at": "2026-10-30T09:00:00+08:00",
        "project_code": CODE,
        "enterprise_code": None,
        "policy": "技改补助",
        "paid_on": "2026-03-05",
        "amount": "12.50",
        "withdrawn": "否",
    }
    return [*(plain | said).values()]


def book(*sheets: Sequence[Line], merges: Sequence[str] = (), date1904: bool = False) -> bytes:
    """A workbook as Excel writes it."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"date_1904": date1904}) as workbook:
        day = workbook.add_format({"num_format": "yyyy/m/d"})
        for rows in sheets:
            page = workbook.add_worksheet()
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, datetime):
                        page.write_datetime(row, column, cell, day)
                    elif isinstance(cell, str):
                        page.write_string(row, column, cell)
                    elif cell is not None:
                        page.write(row, column, cell)
            for merged in merges:
                first = merged.split(":")[0]
                said = rows[int(first[1:]) - 1][ord(first[0]) - 65]
                page.merge_range(merged, said)
    return made.getvalue()


@pytest.fixture(scope="module")
def books() -> Iterator[Workbooks]:
    with Workbooks() as opened:
        yield opened


def _read(books: Workbooks, content: bytes, name: str = "台账.xlsx") -> WorkbookAnswer:
    return books.table(content, name, COLUMNS)


def _one(books: Workbooks, content: bytes, name: str = "台账.xlsx") -> Mapping[str, object]:
    ((_, record, _),) = _read(books, content, name).rows
    return record


def _refused(books: Workbooks, content: bytes, name: str = "台账.xlsx") -> tuple[str, str]:
    with pytest.raises(UnreadableWorkbook) as what:
        books.table(content, name, COLUMNS)
    return what.value.cause.value, what.value.said


PLAIN = dict(zip((column.field for column in COLUMNS), line(), strict=True))


def test_headers_below_titles_are_found(books: Workbooks) -> None:
    titled: list[Line] = [
        ["某县2026年政策兑付台账"],
        ["填报单位：财政局", None, "日期：2026年10月"],
        [],
        HEAD,
        line(),
    ]

    found = _read(books, book(titled, merges=["A1:H1"]))

    assert found.header_rows == (4, 4)
    assert [(number, record) for number, record, _ in found.rows] == [(5, PLAIN)]


def test_headers_over_two_rows_are_found_with_or_without_a_name_below_each(books: Workbooks) -> None:
    upper = ["记录编号", "更新时间", "基本信息", None, "兑付情况(元)", None, None, "作废"]
    lower = [None, None, "项目代码", "统一社会信用代码", "政策名称", "兑付日期", "金额", None]

    found = _read(
        books,
        book([["台账"], upper, lower, line(amount="125,000")], merges=["C2:D2", "E2:G2", "A2:A3", "H2:H3"]),
    )

    assert found.header_rows == (2, 3)
    assert found.rows[0][1] == {**PLAIN, "amount": "12.5"}
    assert found.rows[0][2]["amount"] == "125,000"


def test_a_group_over_whole_headers_changes_nothing(books: Workbooks) -> None:
    groups = ["基本信息", None, None, None, "兑付情况", None, None, None]

    assert _one(books, book([groups, HEAD, line()], merges=["A1:D1", "E1:H1"])) == PLAIN


def test_columns_are_known_by_what_clerks_call_them_in_any_order(books: Workbooks) -> None:
    head = [
        "流水号",
        "项目编码",
        "信用代码",
        "兑付金额（万元）",
        "拨付时间",
        "政 策\n名称",
        "最后更新时间",
        "是否作废",
        "备注",
    ]
    row = ["DF-1", CODE, None, "12.50", "2026-03-05", "技改补助", line()[1], "否", "无"]

    assert _one(books, book([head, row])) == PLAIN


def test_no_two_columns_of_a_kind_are_called_alike() -> None:
    for kind in KINDS:
        if isinstance(kind.wire, DropFolder):
            names = [name for one in kind.wire.columns for name in (one.header, *one.synonyms)]
            assert len(names) == len(set(names))


def test_the_unit_is_the_header_s_or_the_title_s_and_never_guessed(books: Workbooks) -> None:
    head = ["金额" if one == "金额(万元)" else one for one in HEAD]
    in_yuan = [one.replace("万元", "元") for one in HEAD]

    assert _one(books, book([in_yuan, line(amount=125000)]))["amount"] == "12.5"
    assert _one(books, book([["单位：元"], head, line(amount="125000")]))["amount"] == "12.5"
    assert _refused(books, book([head, line()])) == ("no_unit", "金额")
    assert _refused(books, book([["单位：元"], ["单位：万元"], head, line()])) == ("no_unit", "金额")
    assert _one(books, book([in_yuan, line(amount="0.5")]))["amount"] == {"cell": "too_fine", "shown": "0.5"}


def test_totals_and_notes_are_left_out_by_their_word_alone(books: Workbooks) -> None:
    rows: list[Line] = [
        HEAD,
        line(),
        ["小 计", None, None, None, None, None, 12.5],
        [],
        line(record_id="DF-2", policy="合计"),
        ["合计：", None, None, None, None, None, 25],
        ["填表人：", None, None, "审核人："],
        ["注：以上均已到账"],
        [None, None, None, None, None, None, 37.5],
    ]

    found = _read(books, book(rows))

    assert (found.totals, found.notes) == ((3, 6), (7, 8))
    assert [number for number, _, _ in found.rows] == [2, 5, 9]
    assert found.rows[1][1]["policy"] == "合计"


def test_days_of_every_writing_and_both_counts(books: Workbooks) -> None:
    written = [
        "2026.3.5",
        "2026年3月5日",
        "2026/3/5",
        "20260305",
        "２０２６-０３-０５",
        MARCH_5,
        46086,
    ]
    content = book([HEAD, *[line(paid_on=one) for one in written]])

    assert {record["paid_on"] for _, record, _ in _read(books, content).rows} == {"2026-03-05"}
    in_1904 = book([HEAD, *[line(paid_on=one) for one in (MARCH_5, 46086 - 1462)]], date1904=True)
    assert {record["paid_on"] for _, record, _ in _read(books, in_1904).rows} == {"2026-03-05"}


def test_only_one_sheet_holds_records_whichever_it_is(books: Workbooks) -> None:
    notes: list[Line] = [["填表说明"], ["请勿改动表头"]]

    assert _one(books, book(notes, [HEAD, line()])) == PLAIN
    assert _refused(books, book([HEAD, line()], [["标题"], HEAD, line()])) == ("several_sheets", "Sheet2")


def test_a_code_that_became_a_number_is_refused_and_said_as_it_shows(books: Workbooks) -> None:
    record = _one(books, book([HEAD, line(enterprise_code=9.1330523e17, project_code=220333052904)]))

    assert record["enterprise_code"] == {"cell": "number", "shown": "9.1330523e+17"}
    assert record["project_code"] == "220333052904"


@pytest.mark.parametrize("name", ["台账.xls", "台账.et", "台账.xlsx"])
def test_old_workbooks_are_read_whatever_their_name(books: Workbooks, name: str) -> None:
    texts = [None if one is None else str(one) for one in line(paid_on=None, amount=None)]
    cells = [
        *lines(["某县台账"], HEAD, texts),
        documents.number(2, 5, 46086, documents.DAY),
        documents.number(2, 6, 12.5),
    ]

    assert _one(books, binary(cells), name) == {**PLAIN, "amount": "12.5"}


def test_what_old_workbooks_hold_instead_of_values_is_told(books: Workbooks) -> None:
    texts = [None if one is None else str(one) for one in line(record_id=None, paid_on=None, amount=None)]
    cells = [
        *lines(HEAD, texts),
        documents.number(1, 0, 42, documents.SIX_DIGITS),
        documents.error(1, 3),
        documents.number(1, 5, 46086 - 1462),
        documents.failed_formula(1, 6),
    ]

    record = _one(books, binary(cells, date1904=True), "旧.xls")

    assert record["record_id"] == {"cell": "number", "shown": "42"}
    assert record["enterprise_code"] == record["amount"] == {"cell": "no_value", "shown": ""}
    assert record["paid_on"] == "2026-03-05"


def test_documents_are_read_and_what_they_hold_instead_of_values_is_told(books: Workbooks) -> None:
    head = document_row(*[document_cell("string", one) for one in HEAD])
    good = [document_cell("string", str(one)) if one is not None else "<table:table-cell/>" for one in line()]
    good[5:7] = [document_cell("date", "2026-03-05", "26-3-5"), document_cell("float", "12.5", "12.50")]
    bad = [document_cell("float", "42", "0042"), *good[1:]]
    bad[6] = document_cell("string", "#N/A", more=' calcext:value-type="error"')
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    rest = f'<table:table-row table:number-rows-repeated="1048000">{empty}</table:table-row>'

    found = _read(books, document(head + document_row(*good) + document_row(*bad) + rest), "表.ods")

    assert found.rows[0][1] == {**PLAIN, "amount": "12.5"}
    assert found.rows[1][1]["record_id"] == {"cell": "number", "shown": "42"}
    assert found.rows[1][1]["amount"] == {"cell": "no_value", "shown": ""}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_texts_are_read_in_the_encodings_of_this_country(
    books: Workbooks, encoding: str, delimiter: str
) -> None:
    rows: list[Line] = [
        ["某县台账"],
        HEAD,
        [one or "" for one in line(policy='"技改,补助"')],
        ["合计", "", "", "", "", "", "1"],
        [],
    ]
    content = "\r\n".join(delimiter.join(str(one) for one in row) for row in rows).encode(encoding)

    assert _one(books, content, "兑付.CSV") == {**PLAIN, "policy": "技改,补助"}


def test_what_csv_makes_of_codes_is_no_code(books: Workbooks) -> None:
    rows: list[Line] = [
        HEAD,
        [one or "" for one in line(record_id='"=""0042"""', enterprise_code="9.13305E+17")],
    ]
    record = _one(books, "\n".join(",".join(str(one) for one in row) for row in rows).encode(), "a.csv")

    assert record["record_id"] == "0042"
    assert record["enterprise_code"] == {"cell": "number", "shown": "9.13305E+17"}


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("a.xlsx", container({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "encrypted"),
        ("a.xls", binary([label(0, 0, "x")], password=True), "encrypted"),
        ("a.ods", document("", "<m:file-entry><m:encryption-data/></m:file-entry>"), "encrypted"),
        ("a.xlsx", ",".join(HEAD).encode("gb18030"), "other_content"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "other_content"),
        ("a.csv", b"<html><table>", "other_content"),
        ("a.csv", packages.package(packages.sheet("")), "other_content"),
        ("a.csv", b"a,b\x00\n", "no_workbook"),
        ("a.csv", "编号,金额\n".encode() + b"\xff\xff\n", "bad_encoding"),
        ("a.csv", '编号,"金额\n1,2\n'.encode(), "no_workbook"),
        ("a.csv", b"", "incomplete"),
        ("a.xls", binary([label(0, 0, "x")])[:-1200], "incomplete"),
        ("a.xls", binary([label(0, 0, "x")])[:700], "incomplete"),
        ("a.xls", container({"Contents": b"x"}), "no_workbook"),
        ("a.xls", binary([documents.number(65000, 255, 1)]), "too_large"),
        (
            "a.ods",
            document(
                '<table:table-row table:number-rows-repeated="1048576">'
                + document_cell("string", "x")
                + "</table:table-row>"
            ),
            "too_large",
        ),
        ("a.csv", ("a,b\n" * 20_002).encode(), "too_large"),
        ("a.xlsm", packages.package(packages.sheet("")), "other_format"),
    ],
)
def test_each_bad_file_gets_one_word(books: Workbooks, name: str, content: bytes, cause: str) -> None:
    assert _refused(books, content, name)[0] == cause


def test_a_container_that_leads_in_a_circle_ends(books: Workbooks) -> None:
    content = bytearray(binary([label(0, 0, "x")]))
    content[-512:-508] = (0).to_bytes(4, "little")

    assert _refused(books, bytes(content), "a.xls")[0] in {RefusalCause.NO_WORKBOOK, RefusalCause.INCOMPLETE}


def test_headers_that_are_not_found_are_shown_to_who_can_tell(books: Workbooks) -> None:
    head = [*HEAD[:6], "拨款数（万元）", HEAD[7]]

    looked = books.look(book([["台账"], head, line()]), "台账.xlsx", COLUMNS)

    assert (looked.refused, looked.said) == (RefusalCause.NO_HEADER, "金额(万元)")
    assert looked.headers == tuple(head)


def test_a_record_says_where_it_stood_and_how_it_was_typed(books: Workbooks) -> None:
    (record,) = books.rows(book([HEAD, line(paid_on="2026.3.5")]), "台账.xlsx", COLUMNS)

    assert record[ORIGIN] == {"file": "台账.xlsx", "row": 2, "typed": {"paid_on": "2026.3.5"}}
