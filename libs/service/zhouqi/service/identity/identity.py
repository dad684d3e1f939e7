"""Who is asking: an account, its roles, and the part of the county that it may see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account is to the county. Permissions hang on roles (``permissions.cedar``)."""

    LEADER = "leader"
    DISPATCHER = "dispatcher"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    AGENT = "agent"
    ENTERPRISE = "enterprise"
    OPERATOR = "operator"
    TAKEOVER = "takeover"


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the county that an account sees and may change.

    ``everywhere`` is the whole county. Otherwise each non-empty set narrows the view to its townships,
    departments or enterprises (by code), and an account that has none sees nothing.
    """

    everywhere: bool = False
    townships: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    enterprises: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Identity:
    """An account as a token proved it. ``account`` is its id: no personal name, here or on the bus.

    ``entered_by``: the takeover account that enters this account's history for it.
    """

    account: str
    roles: frozenset[Role]
    scope: Scope
    entered_by: str | None = None
