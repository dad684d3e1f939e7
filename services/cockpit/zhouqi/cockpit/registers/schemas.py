"""The county's offices, to choose from."""

from __future__ import annotations

from zhouqi.cockpit.kit.answer import Answer


class Department(Answer):
    """One of the county's departments."""

    code: str
    name: str


class Agent(Answer):
    """An account that accompanies projects 代办员, and its township."""

    account: str
    name: str
    township: str | None
