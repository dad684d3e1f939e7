"""The accounts of a county, whatever its seed."""

import os
from pathlib import Path

import pytest

from zhouqi.local.demo_accounts import DemoAccounts
from zhouqi.local.errors import StackError
from zhouqi.service.identity import accounts

pytestmark = pytest.mark.usefixtures("processes")


def test_each_county_has_its_own_and_they_can_be_read(tmp_path: Path) -> None:
    found = []
    for seed in (1, 2):
        made = DemoAccounts.begin(tmp_path / f"{seed}.toml", seed, 40, os.environ)
        made.write()
        found.append({account.id for account in accounts.load(made.file).all})

    assert {"leader", "dispatcher", "operator", "department-industry"} <= found[0] & found[1]
    assert any(name.startswith("enterprise-") for name in found[0] - found[1])
    assert (tmp_path / "1.toml").stat().st_mode & 0o777 == 0o600


def test_what_went_wrong_is_said_and_the_old_ones_stay(tmp_path: Path) -> None:
    file = tmp_path / "accounts.toml"
    file.write_text("old")
    made = DemoAccounts.begin(file, 1, -1, os.environ)

    with pytest.raises(StackError, match="accounts cannot be made"):
        made.write()
    assert file.read_text() == "old"


def test_stopped_it_leaves_nothing_running(tmp_path: Path) -> None:
    made = DemoAccounts.begin(tmp_path / "accounts.toml", 1, 500, os.environ)

    made.stop()

    assert made.process.poll() is not None
