"""What the county's registers say: each entry's last fact, by its digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

import msgspec

from zhouqi.events import STORE, Fact, Projection, StreamEvent, Table
from zhouqi.events.contracts.ingest import AccountRevoked
from zhouqi.events.fold.projection import TableRow


def digest(fact: Fact) -> str:
    """Names what an entry says."""
    return sha256(f"{fact.type()} {fact.encode().decode()}".encode()).hexdigest()[:32]


class RegisterEntryState(msgspec.Struct, frozen=True):
    """An entry: which register it is of, and what it says."""

    register: str
    key: str
    digest: str = ""
    gone: bool = False


class RegisterProjection(Projection[RegisterEntryState]):
    """A row for each entry of a register; ``gone`` when it was taken out."""

    name = "register"
    version = 2
    log = STORE
    category = "register"
    state = RegisterEntryState
    tables = (
        Table(
            "register_entry",
            {
                "register": "text not null",
                "key": "text not null",
                "digest": "text not null",
                "gone": "boolean not null",
            },
            indexes=("register, key",),
        ),
    )

    def initial(self, stream: str) -> RegisterEntryState:
        """Not entered."""
        _, register, key = stream.split("/", 2)
        return RegisterEntryState(register, key)

    def evolve(self, state: RegisterEntryState, fact: Fact, event: StreamEvent) -> RegisterEntryState:
        """The entry after the event."""
        return msgspec.structs.replace(state, digest=digest(fact), gone=isinstance(fact, AccountRevoked))

    def rows(self, state: RegisterEntryState) -> Mapping[str, Sequence[TableRow]]:
        """The entry's row."""
        return {"register_entry": [msgspec.structs.asdict(state)]}
