"""What ingest alone has to know: where the source systems are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr

from zhouqi.service.settings import EnvironmentSettings, settings_prefix


class IngestSettings(EnvironmentSettings):
    """Environment variables ``ZHOUQI_INGEST_…``; the token usually as ``ZHOUQI_INGEST_TOKEN_FILE``."""

    model_config = settings_prefix("ZHOUQI_INGEST_")

    url: str = "http://127.0.0.1:8010"
    """Base address of the source systems."""
    token: SecretStr = SecretStr("")
    """The bearer token that the source systems ask for."""
    exchange_dsn: SecretStr | None = None
    """The exchange database, as a role that may only select; without it, its kinds can't be collected."""
    drops: Path | None = None
    """The folder with a subfolder for each kind that comes as Excel files; likewise."""
    rules: Path | None = None
    """The county's rules of connection, if not those of the package."""
    poll_seconds: Annotated[float, Field(gt=0, le=3600)] = 1.0
    """How often, by the wall clock, the business clock is asked what is due."""
    timeout_seconds: Annotated[float, Field(gt=0, le=300)] = 20.0
    stalled_seconds: Annotated[float, Field(ge=3, le=3600)] = 15.0
    """How long a worker may give no sign of life until another takes its jobs up again."""
