"""Signing in by choosing a demo account."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Annotated, Final

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from zhouqi.cockpit.session.demo_names import DemoNames
from zhouqi.cockpit.session.routes import session_of
from zhouqi.cockpit.session.schemas import Account, AccountGroup, Scope, Session
from zhouqi.service.http.language import Language, Text, preferred
from zhouqi.service.http.problems import Problem, ProblemKind
from zhouqi.service.identity.authorization import public
from zhouqi.service.identity.demo_sign_in import DemoProvider, UnknownAccount
from zhouqi.service.identity.identity import Role
from zhouqi.service.identity.session import open_session
from zhouqi.service.runtime import Runtime

UNKNOWN_ACCOUNT: Final = ProblemKind("account-unknown", 422, Text("没有这个账号", "There is no such account"))
_REVOKED: Final = "select account from account where revoked"


class SignIn(BaseModel):
    """Which account to sign in as."""

    model_config = ConfigDict(extra="forbid")

    account: Annotated[str, Field(min_length=1, max_length=40)]


def routes(runtime: Runtime, demo: DemoProvider) -> APIRouter:
    """``/accounts``, and ``POST /session``."""
    router = APIRouter()

    @router.get("/accounts", dependencies=[public("one chooses an account before one is anybody")])
    async def read_accounts(request: Request) -> list[AccountGroup]:
        """The demo accounts by role, without those that the county's register has revoked."""
        async with runtime.pool.connection() as conn:
            revoked = frozenset([str(one) async for (one,) in await conn.execute(_REVOKED)])
        return list(_by_role(demo, revoked, preferred(request.headers.get("accept-language"))))

    @router.post("/session", dependencies=[public("one signs in here")])
    async def sign_in(chosen: SignIn, request: Request, response: Response) -> Session:
        """Sign in as one of the demo accounts: sets the session cookie. 401 for one that was revoked."""
        try:
            token = demo.sign_in(chosen.account)
        except UnknownAccount:
            raise Problem(UNKNOWN_ACCOUNT) from None
        account = demo.accounts.find(chosen.account)
        assert account is not None
        identity = await runtime.authority.enter(account.identity)
        open_session(response, token, runtime.settings.profile)
        language = preferred(request.headers.get("accept-language"))
        return await session_of(runtime, identity, language)

    return router


def _by_role(demo: DemoProvider, revoked: AbstractSet[str], language: Language) -> Iterator[AccountGroup]:
    listed = DemoNames(demo, language)
    for role in Role:
        members = [
            account for account in demo.accounts.all if role in account.roles and account.id not in revoked
        ]
        if members:
            yield AccountGroup(
                role=role,
                accounts=[
                    Account(
                        account=account.id,
                        name=account.name_in(language),
                        scope=Scope.of(account.identity.scope, listed.parts(account.identity.scope)),
                    )
                    for account in members
                ],
            )
