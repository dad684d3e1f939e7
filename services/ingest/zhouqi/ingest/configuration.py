"""What a process of ingest reads once: its settings' files."""

from __future__ import annotations

from functools import cache

from zhouqi.ingest.rules import Rules, load
from zhouqi.ingest.settings import IngestSettings
from zhouqi.service import settings


@cache
def rules() -> Rules:
    """The county's rules of connection, by ``ZHOUQI_INGEST_RULES``. Raises RulesError and SettingsError."""
    return load(settings.load(IngestSettings).rules)
