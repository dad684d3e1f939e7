"""What a record says of identifiers: those that it carries, and the one that it makes known. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from zhouqi.events.contracts.ingest import RecordFact
from zhouqi.events.fold.projection import TableRow
from zhouqi.ingest.kinds import BY_NAME

SCHEMES: Final = ("project_code", "land_number", "permit_number", "site_code", "enterprise_code")
"""The schemes of identifiers, in the order in which they are believed."""
SCHEMES_AT_ONCE: Final = SCHEMES[:-1]
"""What a record is linked by when it is taken. An enterprise means its project only once all are known."""
_WITHDRAWN_RANK: Final = 10


def identifiers_of(fact: RecordFact | None) -> Iterable[tuple[str, str]]:
    """The identifiers, scheme and value, by which a fact is linked at once, in the order of belief."""
    if fact is None:
        return
    for scheme in SCHEMES_AT_ONCE:
        value = getattr(fact, scheme, None)
        if isinstance(value, str):
            yield scheme, value


def identifier_row(row: Mapping[str, object]) -> TableRow | None:
    """What a record, as its row says it, tells about an identifier; None when it tells nothing."""
    kind = BY_NAME.get(str(row["kind"]))
    if kind is None or kind.identifies is None:
        return None
    scheme, through = kind.identifies.scheme, kind.identifies.through
    value = row.get(scheme)
    via = row[through] if through else None
    if value is None or (through is not None and via is None):
        return None
    return {
        "scheme": scheme,
        "value": value,
        "via": via,
        "project_id": row["project_id"] if through is None else None,
        "enterprise_code": row["enterprise_code"] if through is None else None,
        "rank": kind.identifies.rank + (_WITHDRAWN_RANK if row["withdrawn"] else 0),
    }
