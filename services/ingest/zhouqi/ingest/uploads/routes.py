"""Files by hand: which kinds, what would become of a file, and loading it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from zhouqi.ingest.access import is_visible
from zhouqi.ingest.intake.recorded import Recorded, Verdict, tally_of
from zhouqi.ingest.jobs.queue import SETTLE, enqueue, open_queue
from zhouqi.ingest.kinds import BY_NAME, KINDS, DropFolder, Kind
from zhouqi.ingest.records.commands import Refusal
from zhouqi.ingest.rejections.reason import Reason
from zhouqi.ingest.uploads.loading import FileLoader, LoadedFile, cells_of
from zhouqi.ingest.uploads.schemas import (
    FileOutcome,
    FileRow,
    FoundColumn,
    KindColumn,
    LoadableKind,
    UploadedFile,
)
from zhouqi.service.http.idempotency import IdempotencyKey
from zhouqi.service.http.problems import NOT_FOUND, Problem
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity, Scope
from zhouqi.service.runtime import Runtime

_MOST_ROWS = 100


def router(runtime: Runtime) -> APIRouter:
    """The routes of files by hand."""
    routes, loader = APIRouter(), FileLoader(runtime)

    @routes.get("/uploads")
    async def kinds(identity: Annotated[Identity, require("record.load")]) -> list[LoadableKind]:
        """The kinds that come in files and are the caller's department's own, with their columns."""
        return [
            LoadableKind(
                kind=kind.name, columns=[_column(one.field, one.header) for one in kind.wire.columns]
            )
            for kind in KINDS
            if isinstance(kind.wire, DropFolder) and is_visible(identity.scope, kind)
        ]

    @routes.post("/uploads/{kind}/preview")
    async def preview(
        kind: str, file: UploadedFile, identity: Annotated[Identity, require("record.load")]
    ) -> FileOutcome:
        """What would become of a file if it were loaded now; nothing is written. 404 for a kind of others."""
        of, wire = _own(kind, identity.scope)
        return _outcome(wire, await loader.preview(of, wire, file))

    @routes.post("/uploads/{kind}/load")
    async def load(
        kind: str,
        file: UploadedFile,
        _key: IdempotencyKey,
        identity: Annotated[Identity, require("record.load")],
    ) -> FileOutcome:
        """Load a file; what was loaded before is unchanged. 404 for a kind of others."""
        of, wire = _own(kind, identity.scope)
        loaded = await loader.load(of, wire, file, identity.account)
        if any(one.verdict is Verdict.TAKEN for one in loaded.recorded):
            async with open_queue(runtime.dsn) as queue:
                await enqueue(queue, SETTLE)
        return _outcome(wire, loaded)

    return routes


def _own(name: str, scope: Scope) -> tuple[Kind, DropFolder]:
    kind = BY_NAME.get(name)
    if kind is None or not isinstance(kind.wire, DropFolder) or not is_visible(scope, kind):
        raise Problem(NOT_FOUND)
    return kind, kind.wire


def _column(field: str, header: str) -> KindColumn:
    return KindColumn(field=field, header=header)


def _outcome(wire: DropFolder, loaded: LoadedFile) -> FileOutcome:
    table, tally = loaded.table, tally_of(loaded.recorded)
    found = {one.field: one for one in table.columns}
    numbered = [(number, one) for (number, _, _), one in zip(table.rows, loaded.recorded, strict=True)]
    numbered.sort(key=lambda row: row[1].verdict is not Verdict.REFUSED)
    return FileOutcome(
        refused=table.refused,
        said=table.said,
        headers=[one for one in table.headers if one],
        sheet=table.sheet,
        header_from=table.header_rows[0],
        header_to=table.header_rows[1],
        columns=[
            FoundColumn(
                field=one.field,
                header=one.header,
                found=found[one.field].header if one.field in found else None,
                unit=found[one.field].unit if one.field in found else None,
            )
            for one in wire.columns
        ],
        taken=tally.accepted,
        unchanged=tally.unchanged,
        rejected=tally.rejected,
        left_out=len(table.totals) + len(table.notes),
        rows=[_row(wire, number, one) for number, one in numbered[:_MOST_ROWS]],
    )


def _row(wire: DropFolder, number: int, one: Recorded) -> FileRow:
    headers = {column.field: column.header for column in wire.columns}
    body = one.delivery.command.body
    findings = body.findings if isinstance(body, Refusal) else ()
    return FileRow(
        row=number,
        cells=cells_of(one.delivery, list(headers)),
        verdict=one.verdict,
        findings=[
            Reason(field=found.field, code=found.code, column=headers.get(found.field)) for found in findings
        ],
    )
