"""Sign-in by choosing an account: for trying things out, and only where everything is one machine."""

from __future__ import annotations

from zhouqi.service.accounts import Accounts
from zhouqi.service.settings import Profile
from zhouqi.service.tokens import Tokens


class NotEmbedded(Exception):
    """The demo provider was asked to start outside the embedded profile."""


class UnknownAccount(Exception):
    """There is no demo account of that id."""


class DemoProvider:
    """Gives a token to whoever names a demo account. No secret is asked for, so it refuses to start
    (NotEmbedded) outside the embedded profile, which listens on loopback alone.
    """

    def __init__(self, profile: Profile, accounts: Accounts, tokens: Tokens) -> None:
        if profile is not Profile.EMBEDDED:
            raise NotEmbedded("choosing an account without a secret exists in the embedded profile only")
        self.accounts = accounts
        self._tokens = tokens

    def sign_in(self, account_id: str) -> str:
        """A session token for the account. Raises UnknownAccount."""
        account = self.accounts.find(account_id)
        if account is None:
            raise UnknownAccount(account_id)
        return self._tokens.sign(account.identity)
