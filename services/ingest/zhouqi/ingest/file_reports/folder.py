"""The folder in which reports come back; it is ours alone, since drop folders may be read-only."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import structlog

from zhouqi.ingest.file_reports.report import FileReport, report_read, report_refused
from zhouqi.ingest.file_reports.workbook import report_workbook
from zhouqi.ingest.intake.recorded import Recorded, tally_of
from zhouqi.ingest.kinds import DropFolder, Kind
from zhouqi.ingest.sources.reader import ReadFile, UnreadableFile

MOST_REPORTS: Final = 1_000
"""Reports of a kind that are kept, the latest; older ones are taken away."""
_LONGEST_STEM: Final = 40
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_logger = structlog.get_logger(__name__)


class ReportFolder:
    """Writes reports, if there is a folder. One that can't be written is logged, and hinders no collection."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    async def write(
        self,
        kind: Kind,
        read: Sequence[ReadFile],
        broken: Sequence[UnreadableFile],
        recorded: Sequence[Recorded],
        at: datetime,
    ) -> None:
        """Write the reports of a page: of its files that were read, and of those that were refused as a whole.

        ``recorded`` is what became of the broken files, and then of the records of all that were read, in order.
        A page that is repeated after a crash writes the same files again.
        """
        if self._folder is None or not (read or broken):
            return
        for report in _reports(kind, read, broken, recorded[len(broken) :], at):
            try:
                await asyncio.to_thread(_put, self._folder / _subfolder(kind), report)
            except OSError as error:
                _logger.warning("report.unwritten", kind=kind.name, error=type(error).__name__)


def _reports(
    kind: Kind,
    read: Sequence[ReadFile],
    broken: Sequence[UnreadableFile],
    recorded: Sequence[Recorded],
    at: datetime,
) -> Iterator[FileReport]:
    if not isinstance(kind.wire, DropFolder):
        return
    for refused in broken:
        yield report_refused(kind, kind.wire.columns, refused, at)
    start = 0
    for one in read:
        mine = recorded[start : start + len(one.table.rows)]
        start += len(mine)
        yield report_read(kind, kind.wire.columns, one, mine, tally_of(mine), at)


def report_name(report: FileReport) -> str:
    """What a report is called: like its file, whether anything of it came back, and by its content.

    >>> from zhouqi.ingest.kinds import BY_NAME
    >>> report_name(FileReport(BY_NAME["payment"], "兑付/3月.xls", "0f" * 16, datetime.max, {}))
    '兑付_3月_回执_0f0f0f0f.xlsx'
    """
    stem = _NOT_IN_NAMES.sub("_", Path(report.file.replace("/", "_")).stem)[:_LONGEST_STEM].strip(". ")
    sort = "退回单" if report.refused is not None or report.tally.rejected else "回执"
    mark = report.digest or sha256(f"{report.file}/{report.refused}".encode()).hexdigest()
    return f"{stem or '文件'}_{sort}_{mark[:8]}.xlsx"


def _put(folder: Path, report: FileReport) -> None:
    """Write one whole, and take away those that are too many. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / report_name(report)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(report_workbook(report))
    beside.replace(path)
    there = sorted(folder.glob("*_????????.xlsx"), key=lambda one: one.lstat().st_mtime_ns)
    for old in there[:-MOST_REPORTS]:
        old.unlink(missing_ok=True)


def _subfolder(kind: Kind) -> str:
    return kind.wire.folder if isinstance(kind.wire, DropFolder) else kind.name
