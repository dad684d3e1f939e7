"""The county's accounts: which departments there are to assign to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, Step, Table
from zhouqi.events.contracts.ingest import AccountGranted, AccountRevoked, AccountRole
from zhouqi.events.projection import TableRow


class AccountState(msgspec.Struct, frozen=True):
    """An account, if it may act for a department: for which."""

    department: str | None = None


class Accounts(Projection[AccountState]):
    """A row for each account that may act for a department."""

    name = "account"
    version = 1
    log = JOURNAL
    category = "register/account"
    state = AccountState
    tables = (Table("department_account", {"department": "text not null"}),)

    def initial(self, stream: str) -> AccountState:
        """Not granted."""
        return AccountState()

    def evolve(self, state: AccountState, fact: Fact, event: Step) -> AccountState:
        """What the account may do after ``fact``."""
        match fact:
            case AccountGranted(role=AccountRole.DEPARTMENT):
                return AccountState(fact.scope)
            case AccountGranted() | AccountRevoked():
                return AccountState()
            case _:
                return state

    def rows(self, state: AccountState) -> Mapping[str, Sequence[TableRow]]:
        """The account's row, while it acts for a department."""
        return {"department_account": [{"department": state.department}] if state.department else []}
