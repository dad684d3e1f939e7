from pathlib import Path

import pytest
from libs.service.tests.sample import CONTEXT, NoteWritten

from zhouqi.service.runtime import emission_of
from zhouqi.service.settings import (
    EnvironmentSettings,
    Profile,
    Settings,
    SettingsError,
    is_configured,
    load,
    settings_prefix,
)


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("ZHOUQI_"):
            monkeypatch.delenv(name)


def test_every_service_has_its_own_dsn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHOUQI_DSN__INGEST", "postgresql:///ingest")
    monkeypatch.setenv("ZHOUQI_DSN__COCKPIT", "postgresql:///cockpit")
    settings = load(Settings)
    assert settings.dsn_of("ingest") == "postgresql:///ingest"
    assert settings.dsn_of("cockpit") == "postgresql:///cockpit"
    with pytest.raises(SettingsError, match="ZHOUQI_DSN__LIFECYCLE is not set"):
        settings.dsn_of("lifecycle")


def test_a_secret_may_be_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("x" * 40 + "\n")
    (tmp_path / "dsn").write_text("postgresql:///ingest\n")
    monkeypatch.setenv("ZHOUQI_SIGNING_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("ZHOUQI_DSN__INGEST_FILE", str(tmp_path / "dsn"))
    settings = load(Settings)
    assert settings.signing_key is not None
    assert settings.signing_key.get_secret_value() == "x" * 40
    assert settings.dsn_of("ingest") == "postgresql:///ingest"


def test_a_value_and_its_file_are_one_too_many(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZHOUQI_SIGNING_KEY", "a")
    monkeypatch.setenv("ZHOUQI_SIGNING_KEY_FILE", str(tmp_path / "key"))
    with pytest.raises(SettingsError, match="both set"):
        load(Settings)


def test_a_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZHOUQI_SIGNING_KEY_FILE", str(tmp_path / "absent"))
    with pytest.raises(SettingsError, match="ZHOUQI_SIGNING_KEY_FILE: cannot read"):
        load(Settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [("ZHOUQI_PROFILE", "cloud"), ("ZHOUQI_HTTP_PORT", "70000"), ("ZHOUQI_CLOCK", "sundial")],
)
def test_what_does_not_fit_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        load(Settings)


def test_secrets_stay_out_of_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHOUQI_SIGNING_KEY", "do-not-show-me" * 4)
    monkeypatch.setenv("ZHOUQI_DSN__INGEST", "postgresql://u:do-not-show-me@h/d")
    assert "do-not-show-me" not in repr(load(Settings))


def test_settings_do_not_change() -> None:
    settings = load(Settings)
    assert settings.profile is Profile.EMBEDDED
    with pytest.raises(ValueError, match="frozen"):
        settings.county = "other"


def test_a_service_has_settings_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class IngestSettings(EnvironmentSettings):
        model_config = settings_prefix("ZHOUQI_INGEST_")

        approval_url: str
        approval_token: str

    (tmp_path / "token").write_text("secret")
    monkeypatch.setenv("ZHOUQI_INGEST_APPROVAL_URL", "http://127.0.0.1:1")
    with pytest.raises(SettingsError, match="ZHOUQI_INGEST_APPROVAL_TOKEN"):
        load(IngestSettings)
    monkeypatch.setenv("ZHOUQI_INGEST_APPROVAL_TOKEN_FILE", str(tmp_path / "token"))
    assert load(IngestSettings).approval_token == "secret"


def test_a_version_to_write_is_a_setting_of_its_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHOUQI_EMIT__NOTEWRITTEN", "2")
    with pytest.raises(SettingsError, match="NoteWritten cannot be written at version 2: this code writes 1"):
        emission_of(load(Settings), CONTEXT)
    monkeypatch.setenv("ZHOUQI_EMIT__NOTEWRITTEN", "1")
    assert emission_of(load(Settings), CONTEXT).version(NoteWritten) == 1


def test_a_version_of_an_unknown_type_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHOUQI_EMIT__NOTEWRITEN", "1")
    with pytest.raises(SettingsError, match="ZHOUQI_EMIT__NOTEWRITEN: there is no such event type"):
        emission_of(load(Settings), CONTEXT)


def test_a_version_of_another_services_type_is_that_services_affair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHOUQI_EMIT__DAYCLOSED", "99")
    assert emission_of(load(Settings), CONTEXT).version(NoteWritten) == 1


def test_configured_means_a_database_is_named() -> None:
    assert is_configured({"ZHOUQI_DSN__INGEST": "x"})
    assert not is_configured({"ZHOUQI_PROFILE": "embedded"})


def test_trusted_proxies_are_a_list_of_addresses_and_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(Settings).trusted_proxies == ()
    monkeypatch.setenv("ZHOUQI_TRUSTED_PROXIES", "10.0.0.0/8, 192.0.2.1,2001:db8::/32")
    assert [str(one) for one in load(Settings).trusted_proxies] == [
        "10.0.0.0/8",
        "192.0.2.1/32",
        "2001:db8::/32",
    ]


@pytest.mark.parametrize("value", ["*", "gateway", "10.0.0.1/8", "10.0.0.1,"])
def test_a_proxy_that_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("ZHOUQI_TRUSTED_PROXIES", value)
    with pytest.raises(SettingsError, match="ZHOUQI_TRUSTED_PROXIES"):
        load(Settings)
