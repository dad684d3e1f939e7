"""Who may act now: what the register's events say of an account, asked anew at each request.

An account that the register revoked is let in no more from its next request on, whatever its token says; the
role and scope of its latest grant count, and not those with which the token was signed. An account of which
the register never spoke, such as the first operator's, has what its token says: that of the accounts' file.
A session that was signed out of is over although its token has not run out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from zhouqi.events.contracts.ingest import AccountRole
from zhouqi.events.log.connection import Conn
from zhouqi.service.http.language import Text
from zhouqi.service.http.problems import UNAUTHENTICATED, Problem, ProblemKind
from zhouqi.service.identity.grants import Grants
from zhouqi.service.identity.identity import Identity, Role, Scope
from zhouqi.service.identity.tokens import Session
from zhouqi.service.storage.database import Pool

MADE: Final = "create table if not exists app.ended_session (id uuid primary key, until timestamptz not null)"
"""The sessions that were signed out of, until their tokens have run out. Made by the migration."""
REVOKED: Final = ProblemKind("account-revoked", 401, Text("该账号已停用", "This account has been revoked"))

_STANDING: Final = (
    "select exists(select from app.ended_session where id = %(session)s),"
    " one.account is not null, one.role, one.scope, coalesce(one.revoked, false)"
    " from (select) as nobody left join granted as one on one.account = %(account)s"
)
_ENDED: Final = (
    "select exists(select from app.ended_session where id = %(session)s), false, null, null, false"
)
_CHANGED: Final = (
    "select (select coalesce(sum(sequence), 0) from grant_fold)"
    " || ' ' || (select coalesce(sum(hashtext(id::text)), 0) from app.ended_session)"
)
_END: Final = (
    "with over as (delete from app.ended_session where until < now())"
    " insert into app.ended_session (id, until) values (%s, %s) on conflict do nothing"
)

_WHOLE: Final = frozenset({Role.LEADER, Role.DISPATCHER, Role.OPERATOR})


class Authority:
    """What one service knows of accounts and sessions. ``grants``: it hears of the register."""

    def __init__(self, pool: Pool, *, grants: bool) -> None:
        self._pool = pool
        self._grants = grants
        self._seen: tuple[int, str] = (-1, "")

    async def admit(self, session: Session) -> Identity:
        """Who asks in ``session``, as things stand. Raises Problem 401 when the account or session may no more."""
        return await self._stand(session.identity, session.id)

    async def enter(self, identity: Identity) -> Identity:
        """``identity`` as things stand, which signs in now. Raises Problem 401 when it was revoked."""
        return await self._stand(identity, None)

    async def _stand(self, identity: Identity, session: UUID | None) -> Identity:
        values = {"session": session, "account": identity.account}
        async with self._pool.connection() as conn:
            ended, granted, role, scope, revoked = await _row(conn, self._question, values)
        if ended:
            raise Problem(UNAUTHENTICATED, headers={"WWW-Authenticate": "Bearer"})
        if revoked:
            raise Problem(REVOKED, headers={"WWW-Authenticate": "Bearer"})
        return granted_to(identity.account, role, scope) if granted else identity

    async def last_grant(self, account: str) -> Identity | None:
        """What the register last granted ``account``, though it was revoked since; None where it never did."""
        if not self._grants:
            return None
        async with self._pool.connection() as conn:
            _, _, role, scope, _ = await _row(conn, _STANDING, {"session": None, "account": account})
        return None if role is None else granted_to(account, role, scope)

    async def end(self, session: Session) -> None:
        """Sign ``session`` out: its token opens nothing here any more."""
        async with self._pool.connection() as conn:
            await conn.execute(_END, (session.id, session.ends))

    async def version(self, position: int) -> str:
        """Another one after each event of the register and each sign-out; asked once for each ``position``."""
        if self._grants and self._seen[0] != position:
            async with self._pool.connection() as conn:
                row = await (await conn.execute(_CHANGED)).fetchone()
            self._seen = (position, str(row[0]) if row else "")
        return self._seen[1]

    @property
    def _question(self) -> str:
        return _STANDING if self._grants else _ENDED


def folds_grants(projections: object) -> bool:
    """Whether one of ``projections`` folds the register of accounts."""
    return isinstance(projections, tuple) and any(isinstance(one, Grants) for one in projections)


def granted_to(account: str, role: object, scope: object) -> Identity:
    """The identity that a grant makes. A role that is narrowed, without a code to narrow it to, sees nothing."""
    granted = Role(AccountRole(str(role)).value)
    code = frozenset({str(scope)}) if scope is not None else frozenset[str]()
    match granted:
        case Role.DEPARTMENT:
            place = Scope(departments=code)
        case Role.TOWNSHIP | Role.AGENT:
            place = Scope(townships=code)
        case Role.ENTERPRISE:
            place = Scope(enterprises=code)
        case _:
            place = Scope(everywhere=granted in _WHOLE and not code)
    return Identity(account, frozenset({granted}), place)


async def _row(conn: Conn, question: str, values: Mapping[str, object]) -> tuple[object, ...]:
    row = await (await conn.execute(question, values)).fetchone()
    assert row is not None
    return tuple(row)
