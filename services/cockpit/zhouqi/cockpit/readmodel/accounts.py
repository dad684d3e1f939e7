"""The county's accounts: what its departments and agents are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, Step, Table, View
from zhouqi.events.contracts.ingest import AccountGranted, AccountRevoked, AccountRole
from zhouqi.events.projection import TableRow


class AccountState(msgspec.Struct, frozen=True):
    """An account as it is granted now, or was before it was revoked."""

    account: str | None = None
    role: AccountRole | None = None
    name: str | None = None
    scope: str | None = None
    revoked: bool = False


class Accounts(Projection[AccountState]):
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

    def evolve(self, state: AccountState, fact: Fact, event: Step) -> AccountState:
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


DEPARTMENT = View(
    "department",
    "select distinct on (scope) scope as code, name, revoked from account"
    " where role = 'department' and scope is not null order by scope, revoked, account",
)
"""A row a department: its name is that of its first account that may still act, if there is one."""
