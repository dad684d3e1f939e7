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
from zhouqi.ingest.kinds import Kind, Place
from zhouqi.ingest.reading import Fields, moment
from zhouqi.ingest.record import Refusal, Statement

_ROWS = UUID("0b6d2c50-5f3c-5c57-9d55-5a3f3f1b0c02")
_RECORD_ID = re.compile(r"[0-9A-Za-z._\-]{1,60}")
_MOST_FINDINGS = 50
_WITHDRAWN: Mapping[object, bool] = {
    None: False,
    "": False,
    False: False,
    True: True,
    "否": False,
    "是": True,
}


@dataclass(frozen=True, slots=True)
class Delivered:
    """A raw record and the command that it becomes. ``digest`` names the raw record for good."""

    digest: str
    raw: bytes
    command: Command[Statement | Refusal]

    @property
    def rejected(self) -> bool:
        """Whether it broke a rule."""
        return isinstance(self.command.body, Refusal)

    @property
    def says(self) -> RecordFact | None:
        """What it states of a project that is to be found by its identifiers; None for anything else."""
        body = self.command.body
        return body.says if isinstance(body, Statement) and isinstance(body.says, RecordFact) else None

    def of(self, project_id: UUID) -> Delivered:
        """The same with the project that it is about."""
        body = self.command.body
        if not isinstance(body, Statement):
            return self
        return replace(self, command=replace(self.command, body=replace(body, project_id=project_id)))


def read(kind: Kind, raw: Mapping[str, object], place: Place, now: datetime) -> Delivered:
    """What a raw record means. Never raises: whatever is wrong with it becomes a refusal.

    The command's id comes from the source, the kind and the record's content: the same delivery
    collected twice is one command.
    """
    content = json.dumps(raw, sort_keys=True).encode("ascii")
    digest = sha256(content).hexdigest()[:32]
    record_id = _record_id(raw, digest)
    fields = Fields(raw)
    return _delivered(
        kind, digest, content, record_id, now, _body(kind, fields, record_id, digest, place, now)
    )


def unreadable(kind: Kind, file: str, cause: str, now: datetime) -> Delivered:
    """A file that is no workbook of ``kind``, as a refused delivery of its own. ``cause`` is a stable code."""
    content = json.dumps({"file": file, "cause": cause}, sort_keys=True).encode("ascii")
    digest = sha256(content).hexdigest()[:32]
    body = Refusal(kind.name, kind.source, f"file-{digest}", digest, (Finding(field="file", code=cause),))
    return _delivered(kind, digest, content, f"file-{digest}", now, body)


def _body(
    kind: Kind, fields: Fields, record_id: str, digest: str, place: Place, now: datetime
) -> Statement | Refusal:
    mark = fields.raw.get("withdrawn")
    withdrawn = _WITHDRAWN.get(mark) if isinstance(mark, str | bool | None) else None
    if withdrawn is None:
        fields.wrong("withdrawn", "malformed")
    if withdrawn:
        says, updated_at = None, fields.required("updated_at", moment)
        fields.required("record_id", str)
    else:
        says = kind.read(fields, place)
        updated_at = says.updated_at if says else None
    if updated_at is not None and updated_at > now:
        fields.wrong("updated_at", "in_future")
    if fields.findings or updated_at is None:
        findings = tuple(fields.findings[:_MOST_FINDINGS]) or (Finding(field="record", code="malformed"),)
        return Refusal(kind.name, kind.source, record_id, digest, findings)
    return Statement(kind.name, kind.source, record_id, updated_at, says)


def _delivered(
    kind: Kind, digest: str, content: bytes, record_id: str, now: datetime, body: Statement | Refusal
) -> Delivered:
    return Delivered(
        digest,
        content,
        Command(
            id=uuid5(_ROWS, f"{kind.source}/{kind.name}/{digest}"),
            stream=f"record/{kind.name}/{kind.source}-{record_id}",
            body=body,
            occurred_at=body.updated_at if isinstance(body, Statement) else now,
        ),
    )


def _record_id(raw: Mapping[str, object], digest: str) -> str:
    """The record's own number, or one made from its content when it has none that can be used."""
    found = raw.get("record_id")
    return found if isinstance(found, str) and _RECORD_ID.fullmatch(found) else f"unnumbered-{digest}"
