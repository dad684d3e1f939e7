"""What the county's registers call its parts and its people. What has no name there is called by its code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from psycopg import sql

from zhouqi.events.log.connection import Conn
from zhouqi.service.http.language import Text
from zhouqi.service.identity.identity import Identity, Scope

_CHOICES: Final = sql.SQL(
    "select 'townships' as register, code, name from township"
    " union all select 'departments', code, name from department"
    " union all select 'agents', account, name from account where role = 'agent'"
)
_OWN: Final = sql.SQL(
    "select 'accounts' as register, account as code, name from account where account = %(account)s"
    " union all select 'townships', code, name from township where code = any(%(townships)s)"
    " union all select 'departments', code, name from department where code = any(%(departments)s)"
    " union all select 'enterprises', code, name from registered_enterprise where code = any(%(enterprises)s)"
)
_EVERYWHERE: Final = Text("全县", "Whole county")


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone who is signed in: what they are called, and the parts of the county that their scope names."""

    account: str
    name: str
    parts: tuple[str, ...]
    everywhere: bool

    @property
    def scope(self) -> Text:
        """The parts in a line."""
        line = "、".join(self.parts)
        return _EVERYWHERE if self.everywhere else Text(line, line)


async def names_of_choices(conn: Conn) -> Mapping[str, Mapping[str, str]]:
    """The names of what filters choose: those of townships, departments and agents, each by its code."""
    found: dict[str, dict[str, str]] = {"townships": {}, "departments": {}, "agents": {}}
    async for register, code, name in await conn.execute(_CHOICES):
        found[str(register)][str(code)] = str(name)
    return found


async def reader_of(conn: Conn, identity: Identity) -> Reader:
    """``identity`` as the registers know it now."""
    scope = identity.scope
    values = {"account": identity.account, **{name: sorted(codes) for name, codes in _parts(scope).items()}}
    rows = await conn.execute(_OWN, values)
    names = {(str(register), str(code)): str(name) async for register, code, name in rows}
    return Reader(
        account=identity.account,
        name=names.get(("accounts", identity.account), identity.account),
        parts=tuple(
            names.get((register, code), code)
            for register, codes in _parts(scope).items()
            for code in sorted(codes)
        ),
        everywhere=scope.everywhere,
    )


def _parts(scope: Scope) -> Mapping[str, frozenset[str]]:
    return {
        "townships": scope.townships,
        "departments": scope.departments,
        "enterprises": scope.enterprises,
    }
