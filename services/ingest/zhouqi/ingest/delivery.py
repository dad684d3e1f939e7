"""From a raw record to the command that its stream gets."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid5

from zhouqi.events import Command
from zhouqi.events.contracts.ingest import Finding
from zhouqi.ingest.kinds import Kind, Place
from zhouqi.ingest.reading import Fields, moment
from zhouqi.ingest.record import Refusal, Statement

_ROWS = UUID("0b6d2c50-5f3c-5c57-9d55-5a3f3f1b0c02")
_RECORD_ID = re.compile(r"[0-9A-Za-z._\-]{1,60}")
_MOST_FINDINGS = 50


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


def read(kind: Kind, raw: Mapping[str, object], place: Place, now: datetime) -> Delivered:
    """What a raw record means. Never raises: whatever is wrong with it becomes a refusal.

    The command's id comes from the source, the kind and the record's content: the same delivery
    collected twice is one command.
    """
    content = json.dumps(raw, sort_keys=True).encode("ascii")
    digest = sha256(content).hexdigest()[:32]
    record_id = _record_id(raw, digest)
    fields = Fields(raw)
    body: Statement | Refusal
    if raw.get("withdrawn") is True:
        body = _withdrawal(kind, fields, record_id, digest)
    else:
        says = kind.read(fields, place)
        body = (
            _refusal(kind, fields, record_id, digest)
            if says is None
            else Statement(kind.name, kind.source, record_id, says.updated_at, says)
        )
    if isinstance(body, Statement) and body.updated_at > now:
        fields.wrong("updated_at", "in_future")
        body = _refusal(kind, fields, record_id, digest)
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


def _withdrawal(kind: Kind, fields: Fields, record_id: str, digest: str) -> Statement | Refusal:
    """A withdrawal needs to say what and when; its other fields don't matter any more."""
    updated_at = fields.required("updated_at", moment)
    fields.required("record_id", str)
    if fields.findings or updated_at is None:
        return _refusal(kind, fields, record_id, digest)
    return Statement(kind.name, kind.source, record_id, updated_at, None)


def _refusal(kind: Kind, fields: Fields, record_id: str, digest: str) -> Refusal:
    findings = tuple(fields.findings[:_MOST_FINDINGS]) or (Finding(field="record", code="malformed"),)
    return Refusal(kind.name, kind.source, record_id, digest, findings)


def _record_id(raw: Mapping[str, object], digest: str) -> str:
    """The record's own number, or one made from its content when it has none that can be used."""
    found = raw.get("record_id")
    return found if isinstance(found, str) and _RECORD_ID.fullmatch(found) else f"unnumbered-{digest}"
