"""The county's townships and accounts, as its registers have them: for names beside codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table, View
from zhouqi.events.contracts.ingest import (
    AccountGranted,
    AccountRevoked,
    AccountRole,
    TownshipRegistered,
)
from zhouqi.events.fold.projection import TableRow


class TownshipState(msgspec.Struct, frozen=True):
    """A township as it is registered now."""

    code: str | None = None
    name: str | None = None


class TownshipProjection(Projection[TownshipState]):
    """A row a township."""

    name = "township"
    version = 1
    log = JOURNAL
    category = "register/township"
    state = TownshipState
    tables = (Table("township", {"code": "text not null", "name": "text not null"}, indexes=("code",)),)

    def initial(self, stream: str) -> TownshipState:
        """Not registered."""
        return TownshipState()

    def evolve(self, state: TownshipState, fact: Fact, event: StreamEvent) -> TownshipState:
        """The township after ``fact``."""
        return TownshipState(fact.code, fact.name) if isinstance(fact, TownshipRegistered) else state

    def rows(self, state: TownshipState) -> Mapping[str, Sequence[TableRow]]:
        """Its row, once registered."""
        return {"township": [msgspec.structs.asdict(state)] if state.code else []}


class AccountState(msgspec.Struct, frozen=True):
    """An account as it is granted now, or was before it was revoked."""

    account: str | None = None
    role: AccountRole | None = None
    name: str | None = None
    scope: str | None = None
    revoked: bool = False


class AccountProjection(Projection[AccountState]):
    """A row an account."""

    name = "account"
    version = 1
    log = JOURNAL
    category = "register/account"
    state = AccountState
    tables = (
        Table(
            "account",
            {
                "account": "text not null",
                "role": "text not null",
                "name": "text not null",
                "scope": "text",
                "revoked": "boolean not null",
            },
            indexes=("account",),
        ),
    )

    def initial(self, stream: str) -> AccountState:
        """Never granted."""
        return AccountState()

    def evolve(self, state: AccountState, fact: Fact, event: StreamEvent) -> AccountState:
        """The account after ``fact``."""
        match fact:
            case AccountGranted():
                return AccountState(fact.account, fact.role, fact.name, fact.scope)
            case AccountRevoked():
                return msgspec.structs.replace(state, revoked=True)
            case _:
                return state

    def rows(self, state: AccountState) -> Mapping[str, Sequence[TableRow]]:
        """Its row, once granted."""
        return {"account": [msgspec.structs.asdict(state)] if state.account else []}


DEPARTMENT: Final = View(
    "department",
    "select distinct on (scope) scope as code, name, revoked from account"
    " where role = 'department' and scope is not null order by scope, revoked, account",
)
"""A row a department: its name is that of its first account that may still act, if there is one."""
