"""``zhouqi token``: tokens of the demo accounts, where signing in by choosing one is offered."""

from __future__ import annotations

from typing import Annotated

import typer

from zhouqi.service.cli.exits import Exit, Refused
from zhouqi.service.cli.options import DATA, AsJson, Data, settings
from zhouqi.service.cli.output import print_json, print_table
from zhouqi.service.identity import accounts
from zhouqi.service.identity.accounts import Accounts
from zhouqi.service.identity.demo_sign_in import DemoProvider, UnknownAccount
from zhouqi.service.identity.sign_in import make_tokens


def token(
    account: Annotated[
        str | None, typer.Option("--as", metavar="ACCOUNT", help="Whose token to print.")
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the accounts.")] = False,
    as_json: AsJson = False,
    data: Data = DATA,
) -> None:
    """Print a token of a demo account, for scripts.

    A bearer token, good for eight hours. Exists in the embedded profile, and where ZHOUQI_DEMO is true.

    zhouqi token --list
    curl -H "Authorization: Bearer $(zhouqi token --as leader)" http://127.0.0.1:8000/api/cockpit/session
    """
    if (account is None) is not listing:
        raise Refused("say either --list or --as ACCOUNT", Exit.USAGE)
    found = settings(data)
    known = accounts.load(found.accounts)
    provider = DemoProvider(known, make_tokens(found), offered=found.demo_sign_in)
    if account is None:
        _list(known, as_json)
        return
    try:
        signed = provider.sign_in(account)
    except UnknownAccount:
        raise Refused(f"there is no account {account!r}; see: zhouqi token --list", Exit.USAGE) from None
    if as_json:
        print_json({"account": account, "token": signed})
    else:
        print(signed)  # noqa: T201 - the command's output


def _list(known: Accounts, as_json: bool) -> None:
    if as_json:
        print_json([account.model_dump(mode="json") for account in known.all])
        return
    rows = [(one.id, ", ".join(sorted(one.roles)), one.name.zh, one.name.en) for one in known.all]
    print_table(("account", "role", "name", ""), rows, "no accounts")
