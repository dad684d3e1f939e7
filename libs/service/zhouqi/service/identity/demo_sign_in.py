"""Sign-in by choosing an account: for trying things out, where nothing real is at stake."""

from __future__ import annotations

from zhouqi.service.identity.accounts import Accounts
from zhouqi.service.identity.tokens import Tokens


class NotOffered(Exception):
    """The demo provider was asked to start where it is off."""


class UnknownAccount(Exception):
    """There is no demo account of that id."""


class DemoProvider:
    """Gives a token to whoever names a demo account. No secret is asked for, so it refuses to start
    (NotOffered) unless it is ``offered``: embedded, which listens on loopback alone, or said in so many
    words by ``ZHOUQI_DEMO=true``.
    """

    def __init__(self, accounts: Accounts, tokens: Tokens, *, offered: bool) -> None:
        if not offered:
            raise NotOffered(
                "choosing an account without a secret exists in the embedded profile only;"
                " elsewhere ZHOUQI_DEMO=true offers it, for a deployment in which nothing is real"
            )
        self.accounts = accounts
        self._tokens = tokens

    def sign_in(self, account_id: str) -> str:
        """A session token for the account. Raises UnknownAccount."""
        account = self.accounts.find(account_id)
        if account is None:
            raise UnknownAccount(account_id)
        return self._tokens.sign(account.identity)
