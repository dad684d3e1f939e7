"""What changed while a page is open."""

from __future__ import annotations

from zhouqi.cockpit.kit.answer import Answer


class Changed(Answer):
    """Sent while a page is open: the journal reached ``journal``.

    ``areas`` names what changed, by the area of the cockpit that it belongs to: ``projects`` (whatever a project's
    page shows), ``issues``, ``late_entries`` and ``project_acts`` (the issues and projects that they are about),
    ``registers`` (departments and agents), ``policies``, ``days``. An area that is absent did not change; null means
    more than can be named.
    """

    journal: int
    areas: dict[str, list[str] | None]
