"""One file by hand: read by the bounded process, judged as a collection judges, tried or recorded."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from zhouqi.ingest.crosswalk.links import projects_of
from zhouqi.ingest.file_reports.folder import ReportFolder
from zhouqi.ingest.intake.county import known_county
from zhouqi.ingest.intake.delivery import Delivery, judge
from zhouqi.ingest.intake.recorded import Recorded, recorded_as
from zhouqi.ingest.intake.recording import Recorder
from zhouqi.ingest.kinds import DropFolder, Kind
from zhouqi.ingest.records.decider import RecordDecider
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.sheets.bounds import Bounds
from zhouqi.ingest.sheets.protocol import WorkbookAnswer
from zhouqi.ingest.sources.drop_folder.workbooks import Workbooks, records_of
from zhouqi.ingest.sources.reader import ReadFile
from zhouqi.ingest.uploads.mapping import mapped
from zhouqi.ingest.uploads.schemas import MOST_FILE_BYTES, UploadedFile
from zhouqi.service.http.problems import BUSY, Problem
from zhouqi.service.runtime import Runtime

BOUNDS: Final = Bounds(
    packed_bytes=MOST_FILE_BYTES,
    unpacked_bytes=32 * 1024 * 1024,
    rows=2_000,
    cells=200_000,
    elements=2_000_000,
    memory_bytes=256 * 1024 * 1024,
    processor_seconds=10,
)
"""A file by hand is smaller than one in a folder: somebody waits for the answer."""
_WALL_SECONDS: Final = 20.0
_AT_ONCE: Final = 250


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """What a file holds, and what becomes of each record, in order."""

    table: WorkbookAnswer
    recorded: Sequence[Recorded] = ()


class FileLoader:
    """Reads the files of one service, one at a time: who comes meanwhile is asked to try again."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._reading = asyncio.Lock()

    async def preview(self, kind: Kind, wire: DropFolder, file: UploadedFile) -> LoadedFile:
        """What would become of a file; nothing is written. Raises Problem."""
        table, delivered = await self._read(kind, wire, file, None)
        recorded: list[Recorded] = []
        for start in range(0, len(delivered), _AT_ONCE):
            part = delivered[start : start + _AT_ONCE]
            async with self._runtime.pool.connection() as conn:
                projects = await projects_of(conn, [one.fact for one in part])
            linked = [
                one if project is None else one.with_project(project)
                for one, project in zip(part, projects, strict=True)
            ]
            async with self._runtime.pool.connection() as conn:
                outcomes = await self._runtime.handler.foresee(
                    conn, RecordDecider(), [one.command for one in linked]
                )
            recorded += map(recorded_as, linked, outcomes)
        return LoadedFile(table, recorded)

    async def load(self, kind: Kind, wire: DropFolder, file: UploadedFile, account: str) -> LoadedFile:
        """Record a file in the name of ``account``; loading it again changes nothing. Raises Problem."""
        table, delivered = await self._read(kind, wire, file, account)
        now = self._runtime.clock.now()
        recorded = await Recorder(self._runtime, kind).record(delivered, now)
        if table.refused is None:
            read = ReadFile(file.name, sha256(file.content).hexdigest()[:32], table)
            returns = self._runtime.own(IngestSettings).returns
            await ReportFolder(returns).write(kind, [read], (), recorded, now)
        return LoadedFile(table, recorded)

    async def _read(
        self, kind: Kind, wire: DropFolder, file: UploadedFile, account: str | None
    ) -> tuple[WorkbookAnswer, list[Delivery]]:
        county = await known_county(self._runtime)
        if county is None or self._reading.locked():
            raise Problem(BUSY, headers={"Retry-After": "5"})
        async with self._reading:
            table = await asyncio.to_thread(_look, wire, file)
        now = self._runtime.clock.now()
        delivered = [judge(kind, raw, county, now) for raw in records_of(table, file.name)]
        return table, [
            replace(one, command=replace(one.command, actor=account)) if account else one for one in delivered
        ]


def _look(wire: DropFolder, file: UploadedFile) -> WorkbookAnswer:
    with Workbooks(BOUNDS, _WALL_SECONDS) as books:
        return books.look(file.content, file.name, mapped(wire.columns, file.columns))


def cells_of(one: Delivery, columns: Sequence[str]) -> dict[str, str]:
    """What a delivery says, field by field, as text."""
    raw = json.loads(one.raw)
    found = ((field, raw.get(field)) for field in columns)
    return {
        field: str(value.get("shown", "")) if isinstance(value, dict) else "" if value is None else str(value)
        for field, value in found
    }
