"""A report as a workbook (退回单): its first sheet can be corrected and dropped again."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from zhouqi.ingest.fields.clerk_writing import COUNTY_ZONE
from zhouqi.ingest.file_reports.remedies import FILES, of_finding
from zhouqi.ingest.file_reports.report import FileReport, ReportedRow
from zhouqi.ingest.intake.recorded import Verdict
from zhouqi.ingest.sheets.cells import guarded

REPORT_COLUMNS: Final = ("退回：原行号", "退回：列名", "退回：原因", "退回：处理办法")
"""Behind the kind's own columns; when the sheet is dropped again nobody reads them."""
_WORDS: Final = {Verdict.TAKEN: "采用", Verdict.UNCHANGED: "无变化", Verdict.REFUSED: "退回"}
_WIDTH: Final = 22


def report_workbook(report: FileReport) -> bytes:
    """The workbook: the refused rows as they were typed, all as text; what became of the file, and of each row."""
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        # Formatted as text and marked as such: what looks like a formula stays text also when it is edited.
        text = book.add_format({"num_format": "@", "quote_prefix": True})
        head = book.add_format({"bold": True, "bg_color": "#E8EEF6", "border": 1, "num_format": "@"})
        _write(book.add_worksheet("退回数据"), _returned(report), head, text)
        _write(book.add_worksheet("回执"), _summary(report), text, text)
        _write(book.add_worksheet("各行结果"), _rows(report), head, text)
    return made.getvalue()


def _returned(report: FileReport) -> Iterable[Sequence[str]]:
    yield (*report.headers.values(), *REPORT_COLUMNS)
    for row in report.returned:
        cells = row.cells or {}
        yield (*(cells.get(field, "") for field in report.headers), str(row.number), *_reasons(report, row))


def _reasons(report: FileReport, row: ReportedRow) -> tuple[str, str, str]:
    """Columns, what is wrong, what to do; several findings one below the other."""
    found = [(report.headers.get(one.field, one.field), *of_finding(one.code)) for one in row.findings]
    where, wrong, remedy = zip(*found, strict=True) if found else ((), (), ())
    return "\n".join(where), "\n".join(wrong), "\n".join(dict.fromkeys(remedy))


def _summary(report: FileReport) -> Iterable[Sequence[str]]:
    yield "文件", guarded(report.file)
    yield "数据类", report.kind.title.zh
    yield "读取时间", report.at.astimezone(COUNTY_ZONE).isoformat(" ", "seconds")
    yield "内容摘要", report.digest
    if report.refused is not None:
        wrong, remedy = FILES[report.refused]
        yield "结果", "整个文件退回，没有采用其中任何一行"
        yield "原因", guarded(f"{wrong}：{report.said}" if report.said else wrong)
        yield "处理办法", remedy
        return
    yield "读取", str(report.tally.read)
    yield "采用", str(report.tally.accepted)
    yield "无变化", str(report.tally.unchanged)
    yield "退回", str(report.tally.rejected)
    yield "未计入（合计、注等）", "、".join(map(str, report.left_out[:100])) or "无"
    if report.tally.rejected:
        yield "处理办法", "在“退回数据”表中更正后，把本文件放回原投放目录即可；“退回：”各列不会读取"


def _rows(report: FileReport) -> Iterable[Sequence[str]]:
    yield "行号", "记录编号", "结果"
    for row in report.rows:
        yield str(row.number), row.record_id, _WORDS[row.verdict]


def _write(sheet: Worksheet, lines: Iterable[Sequence[str]], head: Format, text: Format) -> None:
    for number, line in enumerate(lines):
        for column, cell in enumerate(line):
            sheet.write_string(number, column, cell, text if number else head)
    sheet.set_column(0, 20, _WIDTH, text)
    sheet.freeze_panes(1, 0)
