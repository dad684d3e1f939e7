"""As of which days the county is shown."""

from __future__ import annotations

from datetime import date

from zhouqi.cockpit.kit.answer import Answer


class Days(Answer):
    """The last day that is closed, and the last as of which every project is judged: none at first.

    Lights and days overdue are as of ``judged``. It is behind while warning still works on ``closed``.
    """

    closed: date | None
    judged: date | None
