"""Settings of the county's people, read from the environment."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, HttpUrl
from pydantic_settings import BaseSettings, SettingsConfigDict

from zhouqi.sources.clock import clock_from
from zhouqi.sources.county.serials import LARGEST

__all__ = ["PeopleSettings"]


def _clock(text: str) -> str:
    clock_from(text)
    return text


class PeopleSettings(BaseSettings):
    """Each is an environment variable: `ZHOUQI_PEOPLE_` and its name in capitals, but `ZHOUQI_CLOCK`."""

    model_config = SettingsConfigDict(env_prefix="ZHOUQI_PEOPLE_", env_ignore_empty=True, frozen=True)

    url: HttpUrl
    """Where the product is, such as http://127.0.0.1:8000."""
    seed: Annotated[int, Field(ge=0, le=2**31)] = 1
    """Which county."""
    size: Annotated[int, Field(ge=1, le=LARGEST)] = 500
    """How many projects it has on the scenario's day."""
    state: Path
    """The file that says how far they got; without it they begin at the beginning, and repeat what they did."""
    day_seconds: Annotated[float, Field(ge=0, le=86_400)] = 0.0
    """Seconds after which the operator lets the next day come; 0: none does, somebody else lets it come."""
    clock: Annotated[str, AfterValidator(_clock)] = Field(default="system", validation_alias="ZHOUQI_CLOCK")
    """The business time: see `zhouqi.sources.clock`."""
