"""Settings from the environment: every name begins with ``ZHOUQI_``, every secret may come as a file.

``ZHOUQI_DSN__INGEST`` is the runtime DSN of one service, so that one process can host several.
``NAME_FILE`` gives ``NAME`` by the content of a file, for any name; giving both is refused.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field, IPvAnyNetwork, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from zhouqi.events.bus.kafka import Kafka
from zhouqi.events.bus.signatures import Signatures

PREFIX = "ZHOUQI_"
_FILE = "_FILE"

_SESSION_MS = 10_000
_EMBEDDED_SESSION_MS = 5_000
"""The embedded broker lets the first member of a group wait for half of it; there is never a second."""

S = TypeVar("S", bound="EnvironmentSettings")


def _listed(value: object) -> object:
    """The parts of a text with commas; what is no text stays."""
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


class SettingsError(Exception):
    """The environment does not make settings; the text names each variable and what is wrong."""


class Profile(StrEnum):
    """How the parts are run: everything on one machine, or every service by itself."""

    EMBEDDED = "embedded"
    DISTRIBUTED = "distributed"


def settings_prefix(prefix: str) -> SettingsConfigDict:
    """The ``model_config`` of a service's own settings class."""
    return SettingsConfigDict(
        frozen=True, env_prefix=prefix, env_nested_delimiter="__", extra="ignore", env_ignore_empty=True
    )


class EnvironmentSettings(BaseSettings):
    """Base of all settings classes: frozen, from the environment and secret files alone.

    A service's own settings derive from it with a prefix of their own::

        class IngestSettings(EnvironmentSettings):
            model_config = settings_prefix("ZHOUQI_INGEST_")
            approval_url: str
    """

    model_config = settings_prefix(PREFIX)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - replaced by the one with files
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - no dotenv file is ever looked for
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment with its files."""
        return init_settings, _WithFiles(settings_cls)


class Settings(EnvironmentSettings):
    """What every process of Zhouqi has to know."""

    profile: Profile = Profile.EMBEDDED
    county: Annotated[str, Field(min_length=1, max_length=40)] = "demo"
    dsn: Mapping[str, SecretStr] = Field(default_factory=dict)
    """Service -> DSN of its runtime role."""
    owner_dsn: Mapping[str, SecretStr] = Field(default_factory=dict)
    """Service -> DSN of the role that owns its database; only to migrate and to rebuild."""
    bus: str = "127.0.0.1:9092"
    """Bootstrap servers of the bus."""
    bus_idempotence: bool | None = None
    """Idempotent producers; by default wherever the broker has them, which the embedded one has not."""
    bus_partitions: Annotated[int | None, Field(ge=1, le=1000)] = None
    """Partitions of every topic, never changed afterwards; by default 1 embedded, 6 distributed."""
    bus_replication: Annotated[int, Field(ge=1, le=9)] = 1
    bus_fetch_wait_ms: Annotated[int, Field(ge=1, le=10_000)] = 250
    bus_secret: SecretStr | None = None
    """What all services of this deployment sign their events with, at least 32 characters; usually
    ``ZHOUQI_BUS_SECRET_FILE``. Without it they believe what looks like one of theirs."""
    clock: Annotated[str, Field(pattern=r"^(system|file:.+)$")] = "system"
    signing_key: SecretStr | None = None
    """Key of the session tokens, at least 32 characters; usually ``ZHOUQI_SIGNING_KEY_FILE``."""
    take_over_until: date | None = None
    """The last day of the history that may be taken over, and on which it may be; without it there is no takeover."""
    accounts: Path | None = None
    """The demo accounts, if not those of the package."""
    demo: bool | None = None
    """Sign-in by choosing a demo account, without a secret; by default embedded alone, which is loopback."""
    emit: Mapping[str, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    """Event type -> the version that is written, if not the catalogue's: ``ZHOUQI_EMIT__PROJECTASSIGNED=2``."""
    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(ge=1, le=65535)] = 8000
    hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)] = ()
    """Names, with commas, by which people and gateways call this deployment, without ports. On loopback its own
    names are always among them; elsewhere all are good until some are named."""
    trusted_proxies: Annotated[tuple[IPvAnyNetwork, ...], NoDecode, BeforeValidator(_listed)] = ()
    """Addresses and networks, with commas, whose word is taken for who asks (X-Forwarded-For); by default none."""
    worker_port: Annotated[int, Field(ge=1, le=65535)] = 8001
    """Where a worker process answers /livez, /readyz and /metrics."""
    pool_size: Annotated[int, Field(ge=1, le=100)] = 4
    """Connections per service and process that HTTP may use."""
    grace_seconds: Annotated[float, Field(gt=0, le=600)] = 8.0
    """How long a shutdown may take until what is left is cancelled."""
    posts_per_minute: Annotated[int, Field(ge=0)] = 6000
    """How many writing requests one caller may make in a minute; 0 sets no limit."""
    redis: SecretStr | None = None
    """URL of the Redis in which all processes count these together; without it each counts by itself."""
    events_meant_for: Annotated[int | None, Field(ge=1)] = None
    """How many events this deployment is meant for; near it the log, readiness and the pages warn."""
    disk: Path | None = None
    """A folder of this machine on whose free space the deployment depends; readiness says when little is left."""
    log_format: Annotated[str, Field(pattern="^(json|console)$")] = "json"
    log_level: Annotated[str, Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$")] = "INFO"

    @property
    def kafka(self) -> Kafka:
        """How the bus is reached."""
        embedded = self.profile is Profile.EMBEDDED
        return Kafka(
            bootstrap=self.bus,
            idempotence=not embedded if self.bus_idempotence is None else self.bus_idempotence,
            partitions=self.bus_partitions or (1 if embedded else 6),
            replication=self.bus_replication,
            fetch_wait_ms=self.bus_fetch_wait_ms,
            session_timeout_ms=_EMBEDDED_SESSION_MS if embedded else _SESSION_MS,
        )

    @property
    def signatures(self) -> Signatures | None:
        """How events are signed, if they are. Raises SettingsError for a secret that is too short."""
        if self.bus_secret is None:
            return None
        try:
            return Signatures(self.bus_secret.get_secret_value().encode())
        except ValueError as error:
            raise SettingsError(f"{PREFIX}BUS_SECRET: {error}") from None

    @property
    def demo_sign_in(self) -> bool:
        """Whether whoever comes may choose an account."""
        return self.profile is Profile.EMBEDDED if self.demo is None else self.demo

    def dsn_of(self, service: str) -> str:
        """The runtime DSN of ``service``. Raises SettingsError when it is not set."""
        return _secret(self.dsn, service, "DSN")

    def owner_dsn_of(self, service: str) -> str:
        """The owner's DSN of ``service``. Raises SettingsError when it is not set."""
        return _secret(self.owner_dsn, service, "OWNER_DSN")


def load(cls: type[S]) -> S:
    """The settings of this process. Raises SettingsError with a line for each variable."""
    try:
        return cls()
    except ValidationError as error:
        lines = (
            f"{_variable(cls, problem['loc'])}: {problem['msg']}"
            for problem in error.errors(include_input=False, include_url=False)
        )
        raise SettingsError("\n".join(lines)) from None


class _WithFiles(EnvSettingsSource):
    """The environment, in which ``X_FILE`` stands for the content of a file."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        found: dict[str, str | None] = dict(super()._load_env_vars())
        for name, path in list(found.items()):
            target = name[: -len(_FILE)]
            if path is None or not name.upper().startswith(PREFIX) or not name.upper().endswith(_FILE):
                continue
            if target in found:
                raise SettingsError(f"{target.upper()} and {name.upper()} are both set; keep one")
            found[target] = _content(name.upper(), path)
            del found[name]  # a nested part that refuses what it does not know would refuse this
        return found


def _content(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name}: cannot read {path} ({type(error).__name__})") from None


def _secret(values: Mapping[str, SecretStr], service: str, kind: str) -> str:
    try:
        return values[service].get_secret_value()
    except KeyError:
        raise SettingsError(f"{PREFIX}{kind}__{service.upper()} is not set") from None


def _variable(cls: type[EnvironmentSettings], loc: tuple[int | str, ...]) -> str:
    prefix = str(cls.model_config.get("env_prefix", PREFIX))
    return prefix + "__".join(str(part).upper() for part in loc)


def is_configured(environ: Mapping[str, str] | None = None) -> bool:
    """True when the environment says where at least one database is."""
    names = os.environ if environ is None else environ
    return any(name.startswith(f"{PREFIX}DSN__") for name in names)
