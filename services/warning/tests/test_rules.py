"""The county's rules file: what it must be, and what it says when it is not."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from zhouqi.events.contracts.warning import Stall
from zhouqi.service.rules.rulebook import RuleBook, RulesError
from zhouqi.service.settings import SettingsError
from zhouqi.warning import rules
from zhouqi.warning.rules import NAME, Rules

TEXT = (files("zhouqi.warning") / "rules.toml").read_text(encoding="utf-8")


def test_the_package_brings_all_six_under_a_version() -> None:
    [found] = RuleBook.parse(NAME, {"rules.toml": TEXT}, Rules).editions

    assert [rule.kind for rule in found.stall] == list(Stall)
    assert found.version


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace("days = 180", "days = 0", 1), "stall.0.days"),
        (lambda text: text.replace('kind = "no_scale"', 'kind = "no_start"'), "one rule for each stall"),
        (lambda text: text.replace('target = "land"', 'target = "signed"'), "does not come before"),
        (
            lambda text: text.replace('target = "scaled"', 'target = "full_capacity"'),
            "that it misses is scaled",
        ),
        (lambda text: text.replace('trait = "new_land"', 'trait = "new"', 1), "stall.0.trait"),
        (lambda text: text.replace("warn = 30", "warning = 30", 1), "stall.0.warn"),
        (lambda text: text.replace("version =", "version"), "line"),
    ],
)
def test_a_broken_file_is_refused_with_the_place_that_is_wrong(
    change: Callable[[str], str], says: str
) -> None:
    with pytest.raises(RulesError, match=says):
        RuleBook.parse(NAME, {"rules.toml": change(TEXT)}, Rules)


def test_a_county_may_name_its_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "rules.toml"
    own.write_text(TEXT.replace('version = "2026-1"', 'version = "own-1"'), encoding="utf-8")
    monkeypatch.setenv("ZHOUQI_WARNING_RULES", str(own))

    assert [one.version for one in rules.rule_book.__wrapped__().editions] == ["own-1"]


def test_a_file_that_can_t_be_read_is_a_wrong_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHOUQI_WARNING_RULES", str(tmp_path / "none.toml"))

    with pytest.raises(SettingsError, match="cannot be read"):
        rules.rule_book.__wrapped__()
