"""Signing in by choosing a demo account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from zhouqi.cockpit.api.answers.session import Account, AccountGroup, Scope, Session
from zhouqi.cockpit.api.session import session_of
from zhouqi.cockpit.names import Names
from zhouqi.service.demo import DemoProvider, UnknownAccount
from zhouqi.service.gate import public
from zhouqi.service.identity import Role
from zhouqi.service.language import Language, Text, preferred
from zhouqi.service.problems import Kind, Problem
from zhouqi.service.runtime import Runtime
from zhouqi.service.session import open_session

UNKNOWN_ACCOUNT: Final = Kind("account-unknown", 422, Text("没有这个账号", "There is no such account"))


class SignIn(BaseModel):
    """Which account to sign in as."""

    model_config = ConfigDict(extra="forbid")

    account: Annotated[str, Field(min_length=1, max_length=40)]


def routes(runtime: Runtime, demo: DemoProvider) -> APIRouter:
    """``/accounts``, and ``POST /session``."""
    router = APIRouter()

    @router.get("/accounts", dependencies=[public("one chooses an account before one is anybody")])
    async def read_accounts(request: Request) -> list[AccountGroup]:
        """The demo accounts by role."""
        return list(_by_role(demo, preferred(request.headers.get("accept-language"))))

    @router.post("/session", dependencies=[public("one signs in here")])
    async def sign_in(chosen: SignIn, request: Request, response: Response) -> Session:
        """Sign in as one of the demo accounts: sets the session cookie."""
        try:
            token = demo.sign_in(chosen.account)
        except UnknownAccount:
            raise Problem(UNKNOWN_ACCOUNT) from None
        open_session(response, token, runtime.settings.profile)
        account = demo.accounts.find(chosen.account)
        assert account is not None
        language = preferred(request.headers.get("accept-language"))
        return session_of(runtime, account.identity, language)

    return router


def _by_role(demo: DemoProvider, language: Language) -> Iterator[AccountGroup]:
    names = Names(demo, language)
    for role in Role:
        members = [account for account in demo.accounts.all if role in account.roles]
        if members:
            yield AccountGroup(
                role=role,
                accounts=[
                    Account(
                        account=account.id,
                        name=account.name_in(language),
                        scope=Scope(everywhere=account.everywhere, names=names.parts(account.identity.scope)),
                    )
                    for account in members
                ],
            )
