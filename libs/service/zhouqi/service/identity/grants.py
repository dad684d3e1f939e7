"""What the county's register of accounts grants: the same projection in every service, for its gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from zhouqi.events import JOURNAL, STORE, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.ingest import AccountGranted, AccountRevoked, AccountRole
from zhouqi.events.fold.projection import TableRow

GRANTING: Final[tuple[type[Fact], ...]] = (AccountGranted, AccountRevoked)
"""What a service subscribes to, to know whom it may let in."""


class GrantState(msgspec.Struct, frozen=True):
    """The latest grant of an account, and whether it was revoked since; a revocation counts without a grant too."""

    account: str | None = None
    role: AccountRole | None = None
    scope: str | None = None
    revoked: bool = False


class Grants(Projection[GrantState]):
    """A row for each account that the register ever spoke of."""

    name = "grant"
    version = 1
    log = JOURNAL
    category = "register/account"
    state = GrantState
    tables = (
        Table(
            "granted",
            {"account": "text not null", "role": "text", "scope": "text", "revoked": "boolean not null"},
            indexes=("account",),
        ),
    )

    def initial(self, stream: str) -> GrantState:
        """Never spoken of."""
        return GrantState()

    def evolve(self, state: GrantState, fact: Fact, event: StreamEvent) -> GrantState:
        """The account after ``fact``."""
        match fact:
            case AccountGranted():
                return GrantState(fact.account, fact.role, fact.scope)
            case AccountRevoked():
                return msgspec.structs.replace(state, account=fact.account, revoked=True)
            case _:
                return state

    def rows(self, state: GrantState) -> Mapping[str, Sequence[TableRow]]:
        """Its row, once it was spoken of."""
        return {"granted": [msgspec.structs.asdict(state)] if state.account else []}


class OwnGrants(Grants):
    """The same in ingest, whose own store holds what the register says."""

    log = STORE
