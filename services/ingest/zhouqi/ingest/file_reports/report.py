"""What became of one file, row by row."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from zhouqi.events.contracts.ingest import Finding
from zhouqi.ingest.fields.columns import Column, header_in
from zhouqi.ingest.fields.parsing import ORIGIN
from zhouqi.ingest.intake.recorded import Recorded, Verdict
from zhouqi.ingest.intake.tally import Tally
from zhouqi.ingest.kinds import Kind
from zhouqi.ingest.records.commands import Refusal
from zhouqi.ingest.sheets.cells import RETYPE, guarded
from zhouqi.ingest.sheets.refusal import RefusalCause
from zhouqi.ingest.sources.reader import ReadFile, UnreadableFile

_LONGEST_CELL = 32_000
_NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """A row: its number, the record's, the verdict; of a refused one its findings, and each cell as it was typed."""

    number: int
    record_id: str
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    cells: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of a file. ``refused`` and ``said`` are why it was refused as a whole, if it was.

    ``headers`` are the kind's, each with the unit in which the file's amounts stand. ``left_out`` are rows of
    totals and notes.
    """

    kind: Kind
    file: str
    digest: str
    at: datetime
    headers: Mapping[str, str]
    tally: Tally = _NOTHING
    rows: Sequence[ReportedRow] = ()
    left_out: Sequence[int] = ()
    refused: RefusalCause | None = None
    said: str = ""

    @property
    def returned(self) -> list[ReportedRow]:
        """The refused rows."""
        return [row for row in self.rows if row.verdict is Verdict.REFUSED]


def report_read(
    kind: Kind,
    columns: Sequence[Column],
    read: ReadFile,
    recorded: Sequence[Recorded],
    tally: Tally,
    at: datetime,
) -> FileReport:
    """The report of a file that was read; ``recorded`` are its records in their order."""
    units = {one.field: one.unit for one in read.table.columns}
    headers = {column.field: header_in(column, units.get(column.field)) for column in columns}
    rows = [_row(number, one, headers) for (number, _, _), one in zip(read.table.rows, recorded, strict=True)]
    left_out = sorted((*read.table.totals, *read.table.notes))
    return FileReport(kind, read.file, read.digest, at, headers, tally, rows, left_out)


def report_refused(kind: Kind, columns: Sequence[Column], broken: UnreadableFile, at: datetime) -> FileReport:
    """The report of a file that was refused as a whole."""
    headers = {column.field: column.header for column in columns}
    return FileReport(kind, broken.file, broken.digest, at, headers, refused=broken.cause, said=broken.said)


def _row(number: int, one: Recorded, headers: Mapping[str, str]) -> ReportedRow:
    body = one.delivery.command.body
    raw: Mapping[str, object] = json.loads(one.delivery.raw)
    record_id = raw.get("record_id")
    shown = record_id if isinstance(record_id, str) else ""
    if not isinstance(body, Refusal):
        return ReportedRow(number, guarded(shown), one.verdict)
    origin = raw.get(ORIGIN)
    typed = origin.get("typed", {}) if isinstance(origin, Mapping) else {}
    cells = {field: _cell({**raw, **typed}.get(field)) for field in headers}
    return ReportedRow(number, guarded(shown), one.verdict, body.findings, cells)


def _cell(value: object) -> str:
    """A cell as it was typed; what was no text that anybody typed is marked, so that nobody takes it for one."""
    if isinstance(value, Mapping):
        return f"{RETYPE}{value.get('shown', '')}"
    return "" if value is None else guarded(str(value)[:_LONGEST_CELL])
