"""Why something is not whole."""

from __future__ import annotations

from datetime import datetime

from zhouqi.cockpit.kit.answer import Answer


class StuckStream(Answer):
    """Why a stream is not whole.

    ``cause`` is ``fold`` (an event could not be folded: the row stands at ``sequence``), ``fork`` or
    ``unreadable`` (something came in that could not be taken, since ``since``).
    """

    stream: str
    cause: str
    detail: str
    sequence: int
    since: datetime | None
