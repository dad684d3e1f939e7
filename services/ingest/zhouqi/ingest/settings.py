"""What ingest alone has to know: where each source system is, and how much of its time it gets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from zhouqi.ingest.kinds.systems import SYSTEMS
from zhouqi.service.settings import EnvironmentSettings, settings_prefix


def _address(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("an address begins with http:// or https://")
    return url


Url = Annotated[str, AfterValidator(_address)]


class SourceSettings(BaseModel):
    """One source system: ``ZHOUQI_INGEST_SOURCES__<SYSTEM>__…``, its secrets usually as ``…_FILE``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: Url | None = None
    """The address of one that speaks HTTP."""
    token: SecretStr = SecretStr("")
    """The bearer token that it asks for. It is sent to ``url`` alone."""
    dsn: SecretStr | None = None
    """The exchange database that it fills, as a role that may only select."""
    timeout_seconds: Annotated[float, Field(gt=0, le=300)] = 20.0
    """How long one answer may take as a whole, tries and all."""
    page: Annotated[int, Field(ge=1, le=500)] = 500
    """How many records it is asked for at once."""
    longest_pause_seconds: Annotated[float, Field(ge=0, le=86_400)] = 3600.0
    """How long it is left alone at most when it asks for more (Retry-After)."""
    gap_seconds: Annotated[float, Field(ge=0, le=86_400)] = 60.0
    """How long a missing number of its exchange table is waited for before it counts as given to nobody."""


def _known(sources: Mapping[str, SourceSettings]) -> Mapping[str, SourceSettings]:
    strange = sorted(sources.keys() - set(SYSTEMS))
    if strange:
        raise ValueError(f"{', '.join(strange)}: no such source system; there are {', '.join(SYSTEMS)}")
    return sources


class IngestSettings(EnvironmentSettings):
    """Environment variables ``ZHOUQI_INGEST_…``; the token usually as ``ZHOUQI_INGEST_TOKEN_FILE``."""

    model_config = settings_prefix("ZHOUQI_INGEST_")

    sources: Annotated[Mapping[str, SourceSettings], AfterValidator(_known)] = Field(default_factory=dict)
    """Each source system by its name, for example ``ZHOUQI_INGEST_SOURCES__APPROVAL__URL``."""
    url: Url | None = None
    """Where all systems are that speak HTTP and have no address of their own: the simulated county's."""
    token: SecretStr = SecretStr("")
    """The token of ``url``; a system with an address of its own never sees it."""
    exchange_dsn: SecretStr | None = None
    """The exchange database of all systems that fill one and have none of their own; likewise."""
    drops: Path | None = None
    """The folder with a subfolder for each kind that comes as Excel files; without it, these can't be collected."""
    returns: Path | None = None
    """The folder in which a report of each file comes back, with a subfolder for each kind; without it, none does."""
    rules: Path | None = None
    """The county's rules of connection, if not those of the package."""
    hours: Path | None = None
    """The county's hours, likewise."""
    poll_seconds: Annotated[float, Field(gt=0, le=3600)] = 1.0
    """How often, by the wall clock, the business clock is asked what is due."""
    run_seconds: Annotated[float, Field(gt=0, le=600)] = 60.0
    """How long one run over a kind may take until others come; the next goes on where it stopped."""
    run_records: Annotated[int, Field(ge=1)] = 200_000
    """How many records one run over a kind may read, likewise."""
    run_pages: Annotated[int, Field(ge=1)] = 2_000
    """How many pages one run over a kind may read, likewise; also without a record in them."""
    stalled_seconds: Annotated[float, Field(ge=3, le=3600)] = 15.0
    """How long a worker may give no sign of life until another takes its jobs up again."""
    turn_seconds: Annotated[float, Field(gt=0, le=3600)] = 10.0
    """How long one collection may keep the next waiting; then they go on side by side."""
    late_after_seconds: Annotated[float, Field(ge=0, le=86400)] = 30.0
    """How long a kind's tries must have failed until a day, its hour passed, closes without it."""

    def source(self, system: str) -> SourceSettings:
        """The settings of a source system; what is left out is said for all systems at once, or not at all."""
        own = self.sources.get(system, SourceSettings())
        return own.model_copy(
            update={
                **({} if own.url else {"url": self.url, "token": self.token}),
                **({} if own.dsn else {"dsn": self.exchange_dsn}),
            }
        )
