"""From a raw record to the command that its stream gets."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid5

from zhouqi.events import Command
from zhouqi.events.contracts.ingest import Finding, RecordFact
from zhouqi.ingest.fields.parsing import ORIGIN, Fields, parse_time
from zhouqi.ingest.kinds import County, Kind
from zhouqi.ingest.records.commands import Refusal, Statement
from zhouqi.ingest.sources.reader import UnreadableFile

_ROWS = UUID("0b6d2c50-5f3c-5c57-9d55-5a3f3f1b0c02")
_RECORD_ID = re.compile(r"[0-9A-Za-z._\-]{1,60}")
_MOST_FINDINGS = 50
UNFORESEEN = "unforeseen"
"""The finding on a record that was refused for an error of ours."""
REJUDGED_CODES = ("in_future", "unknown", UNFORESEEN)
"""Findings that say as much of the county's day, its registers and its programs as of the record.

A delivery with no other is judged anew when these have changed.
"""
_WITHDRAWN: Mapping[object, bool] = {
    None: False,
    "": False,
    False: False,
    True: True,
    "否": False,
    "是": True,
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """A raw record and the command that it becomes. ``digest`` names the raw record for good.

    ``error`` is what went wrong here when it was judged, if anything did that is no fault of the record.
    """

    digest: str
    raw: bytes
    command: Command[Statement | Refusal]
    error: Exception | None = None

    @property
    def rejected(self) -> bool:
        """Whether it broke a rule."""
        return isinstance(self.command.body, Refusal)

    @property
    def fact(self) -> RecordFact | None:
        """What it states of a project that is to be found by its identifiers; None for anything else."""
        body = self.command.body
        return body.fact if isinstance(body, Statement) and isinstance(body.fact, RecordFact) else None

    def with_project(self, project_id: UUID) -> Delivery:
        """The same with the project that it is about."""
        body = self.command.body
        return self._judged(replace(body, project_id=project_id)) if isinstance(body, Statement) else self

    def refused(self, code: str, error: Exception | None = None) -> Delivery:
        """The same, refused as a whole for what was found out only when it was to be written down."""
        body = self.command.body
        findings = (Finding(field="record", code=code),)
        refusal = Refusal(body.kind, body.source, body.record_id, self.digest, findings)
        return replace(self._judged(refusal), error=error)

    def _judged(self, body: Statement | Refusal) -> Delivery:
        return replace(self, command=replace(self.command, id=_id(self.digest, body), body=body))


def judge(kind: Kind, raw: Mapping[str, object], county: County, now: datetime) -> Delivery:
    """What a raw record means. Never raises: whatever is wrong with it becomes a refusal.

    The command's id comes from the source, the kind, the record's content and the verdict: the same delivery
    judged twice in the same way is one command, wherever it stood, and judged anew it is another.
    """
    content = _content(raw)
    digest = _digest(_content({name: value for name, value in raw.items() if name != ORIGIN}))
    record_id = _record_id(raw, digest)
    try:
        body, error = _body(kind, Fields(raw), record_id, digest, county, now), None
    except Exception as unforeseen:  # noqa: BLE001 - one record must not stop those behind it; the collector logs it
        findings = (Finding(field="record", code=UNFORESEEN),)
        body, error = Refusal(kind.name, kind.source, record_id, digest, findings), unforeseen
    return replace(_delivered(kind, digest, content, record_id, now, body), error=error)


def _content(raw: Mapping[str, object]) -> bytes:
    """The record as it is kept and named by; what JSON has no form for stands as its text."""
    try:
        return json.dumps(raw, sort_keys=True, default=str).encode("ascii")
    except (ValueError, TypeError, RecursionError):
        forms = {str(name)[:64]: type(value).__name__ for name, value in raw.items()}
        return json.dumps({"unreadable": forms}).encode("ascii")


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:32]


def refuse_file(kind: Kind, broken: UnreadableFile, now: datetime) -> Delivery:
    """A file that can't be read as a workbook of ``kind``, as a refused delivery of its own."""
    content = _content(
        {"file": broken.file, "cause": broken.cause, "content": broken.digest, "said": broken.said}
    )
    digest = _digest(content)
    finding = Finding(field="file", code=broken.cause)
    body = Refusal(kind.name, kind.source, f"file-{digest}", digest, (finding,))
    return _delivered(kind, digest, content, f"file-{digest}", now, body)


def _body(
    kind: Kind, fields: Fields, record_id: str, digest: str, county: County, now: datetime
) -> Statement | Refusal:
    mark = fields.raw.get("withdrawn")
    withdrawn = _WITHDRAWN.get(mark) if isinstance(mark, str | bool | None) else None
    if withdrawn is None:
        fields.add_finding("withdrawn", "malformed")
    if withdrawn:
        fact, updated_at = None, fields.required("updated_at", parse_time)
        fields.required("record_id", str)
    else:
        fact = kind.read(fields, county)
        updated_at = fact.updated_at if fact else None
    if updated_at is not None and updated_at > now:
        fields.add_finding("updated_at", "in_future")
    if fields.findings or updated_at is None:
        findings = tuple(fields.findings[:_MOST_FINDINGS]) or (Finding(field="record", code="malformed"),)
        return Refusal(kind.name, kind.source, record_id, digest, findings)
    return Statement(kind.name, kind.source, record_id, updated_at, fact)


def _delivered(
    kind: Kind, digest: str, content: bytes, record_id: str, now: datetime, body: Statement | Refusal
) -> Delivery:
    return Delivery(
        digest,
        content,
        Command(
            id=_id(digest, body),
            stream=f"record/{kind.name}/{kind.source}-{record_id}",
            body=body,
            occurred_at=body.updated_at if isinstance(body, Statement) else now,
        ),
    )


def _id(digest: str, body: Statement | Refusal) -> UUID:
    """Of the delivery and the verdict on it; the source's word alone does not tell what is done about it."""
    if isinstance(body, Statement):
        verdict = f"stated/{body.project_id or ''}"
    else:
        verdict = "/".join(f"{found.field}:{found.code}" for found in body.findings)
    return uuid5(_ROWS, f"{body.source}/{body.kind}/{digest}/{verdict}")


def _record_id(raw: Mapping[str, object], digest: str) -> str:
    """The record's own number, or one made from its content when it has none that can be used."""
    found = raw.get("record_id")
    return found if isinstance(found, str) and _RECORD_ID.fullmatch(found) else f"unnumbered-{digest}"
