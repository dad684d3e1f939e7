"""Each source system is configured by itself, and is told nothing that another one should know."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhouqi.events.clock import SystemClock
from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.kinds import BY_NAME
from zhouqi.ingest.kinds.systems import SYSTEMS
from zhouqi.ingest.settings import IngestSettings
from zhouqi.ingest.sources import SourceFailed, open_sources
from zhouqi.ingest.sources.rest.client import open_client
from zhouqi.service.settings import SettingsError, load

PREFIX = "ZHOUQI_INGEST_SOURCES__"


def _settings(monkeypatch: pytest.MonkeyPatch, **values: str) -> IngestSettings:
    for name, value in values.items():
        monkeypatch.setenv(name if name.startswith("ZHOUQI_") else PREFIX + name, value)
    return load(IngestSettings)


async def test_each_system_is_asked_at_its_own_address_with_its_own_token(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for number, name in enumerate(SYSTEMS):
        (tmp_path / name).write_text(f"token-of-{name}\n")
        monkeypatch.setenv(f"{PREFIX}{name.upper()}__URL", f"http://{name}.example:{8000 + number}")
        monkeypatch.setenv(f"{PREFIX}{name.upper()}__TOKEN_FILE", str(tmp_path / name))
    settings = _settings(monkeypatch, ZHOUQI_INGEST_URL="http://all", ZHOUQI_INGEST_TOKEN="token-of-all")

    for number, name in enumerate(SYSTEMS):
        source = settings.source(name)
        assert source.url == f"http://{name}.example:{8000 + number}"
        async with open_client(source, source.url) as http:
            assert http._client.headers["authorization"] == f"Bearer token-of-{name}"
            assert http._client.base_url.host == f"{name}.example"


async def test_the_token_for_all_is_not_sent_to_a_system_with_an_address_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = _settings(
        monkeypatch,
        ZHOUQI_INGEST_URL="http://all",
        ZHOUQI_INGEST_TOKEN="token-of-all",
        APPROVAL__URL="https://approval.example",
    )
    source = settings.source("approval")

    async with open_client(source, str(source.url)) as http:
        assert "authorization" not in http._client.headers
    assert settings.source("performance").token.get_secret_value() == "token-of-all"


def test_a_system_has_its_own_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _settings(
        monkeypatch, APPROVAL__TIMEOUT_SECONDS="3", APPROVAL__PAGE="50", REALNAME__DSN="dbname=r"
    )

    assert (settings.source("approval").timeout_seconds, settings.source("approval").page) == (3, 50)
    assert (settings.source("performance").timeout_seconds, settings.source("performance").page) == (20, 500)
    dsn = settings.source("realname").dsn
    assert dsn is not None
    assert dsn.get_secret_value() == "dbname=r"
    assert settings.source("smartsite").dsn is None


@pytest.mark.parametrize("name", ["project", "attendance", "payment"])
async def test_a_system_that_nobody_configured_is_named(name: str) -> None:
    async with open_sources(IngestSettings(), SystemClock()) as sources:
        with pytest.raises(SourceFailed) as failed:
            await sources.reader(BY_NAME[name])

    assert failed.value.cause is FailureCause.UNCONFIGURED
    assert (
        failed.value.detail
        == {
            "project": "ZHOUQI_INGEST_SOURCES__APPROVAL__URL",
            "attendance": "ZHOUQI_INGEST_SOURCES__REALNAME__DSN",
            "payment": "ZHOUQI_INGEST_DROPS",
        }[name]
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("APROVAL__URL", "http://a", "no such source system"),
        ("APPROVAL__URI", "http://a", "APPROVAL__URI"),
        ("APPROVAL__URL", "approval.example", "begins with http"),
        ("APPROVAL__PAGE", "5000", "APPROVAL__PAGE"),
        ("APPROVAL__TOKEN_FILE", "/nowhere", "cannot read"),
    ],
)
def test_a_setting_that_is_wrong_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        _settings(monkeypatch, **{name: value})
