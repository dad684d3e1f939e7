"""Settings of the simulated sources, read from the environment."""

from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, IPvAnyAddress, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from zhouqi.sources.clock import clock_from
from zhouqi.sources.county.serials import LARGEST

__all__ = ["Settings", "read_token"]

SHORTEST_TOKEN = 16


def _clock(text: str) -> str:
    clock_from(text)
    return text


class Settings(BaseSettings):
    """Each is an environment variable: `ZHOUQI_SOURCES_` and its name in capitals, but `ZHOUQI_CLOCK`."""

    model_config = SettingsConfigDict(env_prefix="ZHOUQI_SOURCES_", env_ignore_empty=True, frozen=True)

    host: IPvAnyAddress = IPv4Address("127.0.0.1")
    """The one address that is served: a simulation has no business outside the machine or its inner network."""
    port: Annotated[int, Field(ge=1, le=65535)]
    """The port on it."""
    token_file: Path
    """File with the bearer token for the source systems and the registers."""
    truth_token_file: Path | None = None
    """File with the bearer token for the truth; without it nobody may read the truth."""
    seed: Annotated[int, Field(ge=0, le=2**31)] = 1
    """Which county."""
    size: Annotated[int, Field(ge=1, le=LARGEST)] = 500
    """How many projects are registered on the scenario's day."""
    clock: Annotated[str, AfterValidator(_clock)] = Field(default="system", validation_alias="ZHOUQI_CLOCK")
    """The business time: see `zhouqi.sources.clock`."""
    shuffle: Annotated[int, Field(ge=0, le=2**31)] = 0
    """Another order of the history, and other sizes of pages, files and batches; 0: as the county had it."""
    exchange_dsn: SecretStr | None = None
    """The exchange database, as its owner; without it nothing is put out there."""
    exchange_reader: Annotated[str, Field(min_length=1, max_length=63)] = "zhouqi_exchange"
    """The role that may read the exchange database; it must be there."""
    drops: Path | None = None
    """The folder that workbooks are dropped into; without it none are."""
    fault_rate: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Share of requests to the source systems that are answered with 503."""
    slow_ms: Annotated[int, Field(ge=0, le=60_000)] = 0
    """Milliseconds by which every answer of the source systems is held back."""


def read_token(path: Path) -> str:
    """Answer the token in a file, without blanks around it. Raises `OSError`, or `ValueError` when it is short."""
    token = path.read_text("utf-8").strip()
    if len(token) < SHORTEST_TOKEN:
        raise ValueError(f"the token in {path} has fewer than {SHORTEST_TOKEN} characters")
    return token
