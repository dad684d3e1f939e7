"""Who is signed in, and as whom one may."""

from __future__ import annotations

from enum import StrEnum

from zhouqi.cockpit.kit.answer import Answer
from zhouqi.service.identity.identity import Scope as Bounds


class ScopeKind(StrEnum):
    """What a scope consists of."""

    COUNTY = "county"
    TOWNSHIP = "township"
    DEPARTMENT = "department"
    ENTERPRISE = "enterprise"


class Scope(Answer):
    """What an account may see: the whole county, or what is named, all of one ``kind``."""

    kind: ScopeKind
    everywhere: bool
    names: list[str]

    @classmethod
    def of(cls, scope: Bounds, names: list[str]) -> Scope:
        """``scope`` with the ``names`` of its parts."""
        return cls(kind=_kind(scope), everywhere=scope.everywhere, names=names)


def _kind(scope: Bounds) -> ScopeKind:
    if scope.everywhere:
        return ScopeKind.COUNTY
    if scope.departments:
        return ScopeKind.DEPARTMENT
    return ScopeKind.ENTERPRISE if scope.enterprises else ScopeKind.TOWNSHIP


class Account(Answer):
    """A demo account that one may sign in as."""

    account: str
    name: str
    scope: Scope


class AccountGroup(Answer):
    """The demo accounts of one role."""

    role: str
    accounts: list[Account]


class Capacity(Answer):
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
    room: Capacity | None
