"""Who is signed in, and as whom one may."""

from __future__ import annotations

from zhouqi.cockpit.api.answers.base import Answer


class Scope(Answer):
    """What an account may see: the whole county, or what is named."""

    everywhere: bool
    names: list[str]


class Account(Answer):
    """A demo account that one may sign in as."""

    account: str
    name: str
    scope: Scope


class AccountGroup(Answer):
    """The demo accounts of one role."""

    role: str
    accounts: list[Account]


class Room(Answer):
    """How many events there are, and how many this deployment is meant for."""

    events: int
    meant_for: int


class Session(Answer):
    """Who is signed in, and what they may do.

    ``room`` is there when the deployment is nearly full, for those who see the whole county.
    """

    account: str
    name: str
    roles: list[str]
    scope: Scope
    permissions: list[str]
    demo: bool
    room: Room | None
