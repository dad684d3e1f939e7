"""What sign-in rests on, made from the settings of the process."""

from __future__ import annotations

from zhouqi.service.identity import accounts
from zhouqi.service.identity.demo_sign_in import DemoProvider
from zhouqi.service.identity.tokens import Tokens, WeakKey
from zhouqi.service.settings import Settings, SettingsError


def make_tokens(settings: Settings) -> Tokens:
    """The county's tokens. Raises SettingsError without a key, or with a short one."""
    if settings.signing_key is None:
        raise SettingsError("ZHOUQI_SIGNING_KEY or ZHOUQI_SIGNING_KEY_FILE is not set")
    try:
        return Tokens(settings.signing_key.get_secret_value(), settings.county)
    except WeakKey as error:
        raise SettingsError(f"ZHOUQI_SIGNING_KEY: {error}") from None


def make_demo_provider(settings: Settings, tokens: Tokens) -> DemoProvider | None:
    """The demo provider, where it is offered. Raises AccountsError."""
    if not settings.demo_sign_in:
        return None
    return DemoProvider(accounts.load(settings.accounts), tokens, offered=True)
