"""Why a field is refused, as it is answered."""

from __future__ import annotations

from zhouqi.ingest.access import Answer


class Reason(Answer):
    """A field, and the rule that it breaks; ``column`` is the header it has in the kind's files."""

    field: str
    code: str
    column: str | None = None
