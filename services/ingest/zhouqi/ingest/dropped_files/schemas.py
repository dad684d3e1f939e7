"""What is answered of files that were not read."""

from __future__ import annotations

from datetime import datetime

from zhouqi.ingest.access import Answer
from zhouqi.ingest.sheets.refusal import RefusalCause


class UnreadFile(Answer):
    """A file that was not read, as it lay there when it was looked at last.

    ``kind`` is absent for one that lies beside the folders of the kinds.

    ``said`` says more of the cause in the file's own words: the headers that are missing or stand twice, the
    sheet that holds records too.
    """

    kind: str | None
    name: str
    cause: RefusalCause
    said: str
    seen_at: datetime | None


class UnreadFiles(Answer):
    """Files that were not read, the latest first. As long as there is one of a kind, that vouches for no day."""

    total: int
    items: list[UnreadFile]
