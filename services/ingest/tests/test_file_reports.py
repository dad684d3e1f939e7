"""What comes back for every file, and that the refused rows can be corrected and dropped again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from services.ingest.tests.collecting import collect_one, register
from services.ingest.tests.packages import header, number, package, rows, sheet, text
from services.ingest.tests.raw import CODE, COUNTY
from services.ingest.tests.systems import Systems

from zhouqi.ingest.file_reports.folder import MOST_REPORTS, ReportFolder, report_name
from zhouqi.ingest.file_reports.remedies import FILES
from zhouqi.ingest.file_reports.report import FileReport, report_read
from zhouqi.ingest.file_reports.workbook import REPORT_COLUMNS, report_workbook
from zhouqi.ingest.intake.delivery import judge
from zhouqi.ingest.intake.recorded import Recorded, Verdict, tally_of
from zhouqi.ingest.intake.tally import Tally
from zhouqi.ingest.kinds import BY_NAME, DropFolder
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.sheets.protocol import WorkbookAnswer
from zhouqi.ingest.sheets.refusal import RefusalCause
from zhouqi.ingest.sources import SourceFailed
from zhouqi.ingest.sources.drop_folder.workbooks import Workbooks, records_of
from zhouqi.ingest.sources.reader import ReadFile, UnreadableFile
from zhouqi.service.runtime import Runtime

KIND = BY_NAME["payment"]
assert isinstance(KIND.wire, DropFolder)
COLUMNS = KIND.wire.columns
NOW = datetime(2026, 10, 30, 10, tzinfo=UTC)
AT = "2026-10-30T09:00:00+08:00"


@pytest.fixture
def books(processes: None) -> Iterator[Workbooks]:
    with Workbooks() as opened:
        yield opened


def _table(books: Workbooks, content: bytes, name: str = "兑付.xlsx") -> WorkbookAnswer:
    return books.table(content, name, COLUMNS)


def _report(table: WorkbookAnswer, name: str = "兑付.xlsx") -> FileReport:
    """What would become of the rows if nothing had been delivered before."""
    recorded = [
        Recorded(one, Verdict.REFUSED if one.rejected else Verdict.TAKEN)
        for one in (judge(KIND, raw, COUNTY, NOW) for raw in records_of(table, name))
    ]
    return report_read(KIND, COLUMNS, ReadFile(name, "0" * 32, table), recorded, tally_of(recorded), NOW)


def _line(*cells: str | None, head: Sequence[str] | None = None) -> bytes:
    names = dict.fromkeys(head, "") if head else KIND.wire.headers  # type: ignore[union-attr]
    return package(sheet(rows(header(names), cells)))


def _returned(books: Workbooks, report: FileReport) -> list[Mapping[str, object]]:
    return [record for _, record, _ in _table(books, report_workbook(report)).rows]


def test_a_refused_row_comes_back_as_it_was_typed_and_can_be_dropped_again(books: Workbooks) -> None:
    head = [one.replace("万元", "元") for one in KIND.wire.headers]  # type: ignore[union-attr]
    content = _line(
        *map(text, ("DF-1", AT, f" {CODE}")),
        None,
        *map(text, ("补助", "2026年3月", "1,250,000", "否")),
        head=head,
    )
    table = _table(books, content)

    report = _report(table)

    assert [one.code for one in report.returned[0].findings] == ["malformed"]
    assert report.returned[0].cells == {
        "record_id": "DF-1",
        "updated_at": AT,
        "project_code": f" {CODE}",
        "enterprise_code": "",
        "policy": "补助",
        "paid_on": "2026年3月",
        "amount": "1,250,000",
        "withdrawn": "否",
    }
    assert _returned(books, report) == [table.rows[0][1]]
    assert _returned(books, report)[0]["amount"] == "125"


def test_a_code_that_was_lost_can_not_slip_in_by_dropping_the_sheet_again_as_it_is(books: Workbooks) -> None:
    content = _line(
        number("42", 2),
        text(AT),
        text(CODE),
        number("9.1330523e17"),
        number("2026.1"),
        None,
        text("1"),
        text("否"),
    )

    first = _report(_table(books, content))
    again = _report(_table(books, report_workbook(first)))

    expected = ["record_id", "enterprise_code", "policy"]
    for report in (first, again):
        (row,) = report.returned
        assert [one.field for one in row.findings if one.code == "not_text"] == expected


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-5", "@SUM(A1)", "=cmd|'/c calc'!A0", "'=1+1", "''-5"])
def test_no_cell_becomes_a_formula_and_its_text_survives(books: Workbooks, tmp_path: Path, evil: str) -> None:
    content = _line(*map(text, ("DF-1", AT, CODE)), None, text(evil), text("?"), text("1"), text("否"))
    table = _table(books, content)
    report = _report(table, f"{evil}.xlsx")
    path = tmp_path / "a.xlsx"
    path.write_bytes(report_workbook(report))

    with ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not any("<f>" in one or "<f " in one for one in parts.values())
    assert f"<t>{evil[:2]}" not in parts["xl/sharedStrings.xml"] or evil.startswith("'")
    assert 'quotePrefix="1"' in parts["xl/styles.xml"]
    assert _returned(books, report) == [table.rows[0][1]]


def test_columns_of_the_report_are_none_of_any_kind() -> None:
    for kind in BY_NAME.values():
        if isinstance(kind.wire, DropFolder):
            names = {name for one in kind.wire.columns for name in (one.header, *one.synonyms)}
            assert not names & set(REPORT_COLUMNS)


def test_a_file_that_was_refused_as_a_whole_comes_back_with_the_headers_to_fill(books: Workbooks) -> None:
    assert FILES.keys() == set(RefusalCause)
    headers = {column.field: column.header for column in COLUMNS}
    report = FileReport(KIND, "a.xls", "", NOW, headers, refused=RefusalCause.NO_HEADER, said="金额(万元)")

    assert _table(books, report_workbook(report)).rows == []


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..", "a" * 300 + ".xlsx", "表" * 300, "𠮷" * 300, "a\x00b\n.xls", ".xlsx"]
)
def test_a_report_s_name_is_a_name(name: str) -> None:
    made = report_name(FileReport(KIND, name, "", NOW, {}))

    assert "/" not in made
    assert made == Path(made).name
    assert len(f".{made}.part".encode()) < 256
    assert made.isprintable()


async def test_a_collection_gives_back_what_became_of_each_file_and_the_corrected_sheet_is_taken(
    runtime: Runtime, systems: Systems, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    returns = tmp_path / "returns"
    settings = runtime.own(IngestSettings).model_copy(update={"returns": returns})
    monkeypatch.setattr(runtime, "own", lambda _: settings)
    await register(runtime, systems)
    wire = KIND.wire
    assert isinstance(wire, DropFolder)
    good = [*map(text, ("DF-1", AT, CODE)), None, *map(text, ("补助", "2026.3.5", "12", "否"))]
    bad = [*good[:4], text("补助"), text("2027-01-01"), text("一百"), text("否")]
    bad[0] = text("DF-2")
    total = [text("合计"), None, None, None, None, None, text("112")]
    file = systems.subfolder(wire) / "三月.xlsx"
    file.write_bytes(package(sheet(rows([text("台账")], header(wire.headers), good, bad, total))))
    (systems.subfolder(wire) / "旧表.docx").write_bytes(b"x")

    with pytest.raises(SourceFailed):
        await collect_one(runtime, systems, KIND)

    by_name = {one.name.rpartition("_")[0]: one for one in (returns / "payment").iterdir()}
    assert sorted(by_name) == ["三月_退回单", "旧表_退回单"]
    slip = by_name["三月_退回单"].read_bytes()
    with Workbooks() as books:
        table = _table(books, slip)
    assert [(record["record_id"], record["amount"]) for _, record, _ in table.rows] == [("DF-2", "一百")]

    (systems.subfolder(wire) / "旧表.docx").unlink()
    corrected = [*good]
    corrected[0] = text("DF-2")
    (systems.subfolder(wire) / "三月_退回单.xlsx").write_bytes(
        package(
            sheet(rows([*header(wire.headers), *map(text, REPORT_COLUMNS)], [*corrected, *[text("x")] * 4]))
        )
    )
    assert await collect_one(runtime, systems, KIND) == Tally(read=4, accepted=2, rejected=2)
    assert any("回执" in one.name for one in (returns / "payment").iterdir())


async def test_reports_that_can_not_be_written_hinder_nothing_and_old_ones_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"no folder")
    broken = UnreadableFile("a.doc", RefusalCause.OTHER_FORMAT, "1" * 32)
    await ReportFolder(blocked).write(KIND, (), [broken], [], NOW)
    await ReportFolder(None).write(KIND, (), [broken], [], NOW)

    assert MOST_REPORTS >= 100
    monkeypatch.setattr("zhouqi.ingest.file_reports.folder.MOST_REPORTS", 2)
    (tmp_path / "payment").mkdir()
    (tmp_path / "payment" / "别人的.xlsx").write_bytes(b"not ours")
    for digest in ("1", "2", "3"):
        once = UnreadableFile("a.doc", RefusalCause.OTHER_FORMAT, digest * 32)
        await ReportFolder(tmp_path).write(KIND, (), [once], [], NOW)

    assert sorted(one.name for one in (tmp_path / "payment").iterdir()) == [
        "a_退回单_22222222.xlsx",
        "a_退回单_33333333.xlsx",
        "别人的.xlsx",
    ]
