"""What is answered of the business day."""

from __future__ import annotations

from datetime import date

from zhouqi.ingest.access import Answer


class Today(Answer):
    """The business day, and the last day whose collection is over.

    ``late`` are the kinds (and ``register``) without which that day was closed and which have not come since.
    ``overdue`` is the first day that should be closed by the county's hours and is not, and ``waits_for`` what it
    still lacks, or what the day lacks whose collection is going on. ``set_back``: the clock stands before the
    closed day, so nothing closes until it has caught up.
    """

    today: date
    closed: date | None
    simulated: bool
    late: list[str]
    overdue: date | None
    waits_for: list[str]
    set_back: bool
