"""The demo accounts that the program prints, read by the loader of those who use them."""

import subprocess
import sys
from pathlib import Path

import pytest

from zhouqi.service.identity.accounts import load
from zhouqi.service.identity.identity import Role
from zhouqi.sources.__main__ import main
from zhouqi.sources.county.enterprise import draw_enterprise
from zhouqi.sources.registers.english_names import enterprise_in_english

pytestmark = pytest.mark.usefixtures("processes")


def printed(*arguments: str) -> str:
    program = [sys.executable, "-m", "zhouqi.sources", "accounts", *arguments]
    return subprocess.run(program, capture_output=True, check=True, timeout=60).stdout.decode()


def test_the_printed_accounts_load_and_every_role_is_there(tmp_path: Path) -> None:
    file = tmp_path / "accounts.toml"
    file.write_text(printed("--seed", "1", "--size", "500"), "utf-8")

    accounts = load(file).all

    count = {role: sum(role in account.roles for account in accounts) for role in Role}
    assert {role: number for role, number in count.items() if role is not Role.ENTERPRISE} == {
        Role.LEADER: 1,
        Role.DISPATCHER: 1,
        Role.OPERATOR: 1,
        Role.TAKEOVER: 1,
        Role.DEPARTMENT: 12,
        Role.TOWNSHIP: 12,
        Role.AGENT: 24,
    }
    assert 20 <= count[Role.ENTERPRISE] <= 40
    for account in accounts:
        if Role.ENTERPRISE in account.roles:
            (code,) = account.enterprises
            assert account.id == f"enterprise-{code.lower()}"
            assert account.name.en.startswith("Chengchuan ")
            assert account.name.en.endswith(" Co., Ltd.")


def test_the_offices_are_those_of_the_packaged_file(tmp_path: Path) -> None:
    file = tmp_path / "accounts.toml"
    file.write_text(printed("--seed", "3", "--size", "40"), "utf-8")

    def offices(path: Path | None) -> list[object]:
        return [account for account in load(path).all if Role.ENTERPRISE not in account.roles]

    assert offices(file) == offices(None)


def test_every_enterprise_has_an_english_name_of_its_own() -> None:
    names = {draw_enterprise(1, number).name for number in range(1, 20_001)}
    english = [enterprise_in_english(name) for name in names]

    assert max(map(len, english)) <= 80
    assert enterprise_in_english("澄川弘嘉电机有限公司") == "Chengchuan Hongjia Electric Motor Co., Ltd."
    with pytest.raises(ValueError, match="no enterprise"):
        enterprise_in_english("某某公司")


@pytest.mark.parametrize("arguments", [["accounts", "--size", "0"], ["accounts", "--seed", "x"], ["sell"]])
def test_a_wrong_command_line_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_help_teaches_every_setting(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])

    assert ended.value.code == 0
    said = capsys.readouterr().out
    for name in ("PORT", "TOKEN_FILE", "EXCHANGE_DSN", "EXCHANGE_READER", "DROPS", "SHUFFLE", "FAULT_RATE"):
        assert f"ZHOUQI_SOURCES_{name}" in said
