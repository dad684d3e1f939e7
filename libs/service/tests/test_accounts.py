from pathlib import Path

import pytest

from zhouqi.service.http.language import Language
from zhouqi.service.identity import accounts
from zhouqi.service.identity.demo_sign_in import DemoProvider, NotOffered, UnknownAccount
from zhouqi.service.identity.identity import Role
from zhouqi.service.identity.sign_in import make_demo_provider
from zhouqi.service.identity.tokens import Tokens
from zhouqi.service.settings import Profile, Settings

GOOD = """
[[account]]
id = "leader"
name = { zh = "县领导", en = "Leader" }
roles = ["leader"]
everywhere = true
"""


def read(tmp_path: Path, text: str) -> accounts.Accounts:
    path = tmp_path / "accounts.toml"
    path.write_text(text)
    return accounts.load(path)


def test_the_package_has_an_account_of_every_role() -> None:
    found = accounts.load()
    assert {role for account in found.all for role in account.roles} == set(Role)
    assert sum(Role.DEPARTMENT in account.roles for account in found.all) == 12
    leader = found.find("leader")
    assert leader is not None
    assert leader.identity.scope.everywhere


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("not toml [", "Expected"),
        ("", "account"),
        (GOOD + GOOD, "used twice: leader"),
        (GOOD.replace('["leader"]', '["emperor"]'), "roles"),
        (GOOD.replace('["leader"]', '["dispatcher", "department"]'), "dispatcher stands alone"),
        (GOOD.replace('["leader"]', '["takeover", "leader"]'), "takeover stands alone"),
        (GOOD.replace("everywhere = true", ""), "either everywhere"),
        (GOOD + 'townships = ["1"]', "either everywhere"),
        (GOOD + 'phone = "1"', "phone"),
        (GOOD.replace('"leader"\n', '"Not An Id"\n', 1), "id"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(accounts.AccountsError, match=complaint):
        read(tmp_path, text)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(accounts.AccountsError, match="cannot be read"):
        accounts.load(tmp_path / "absent.toml")


def test_names_are_in_both_languages(tmp_path: Path) -> None:
    leader = read(tmp_path, GOOD).all[0]
    assert (leader.name_in(Language.ZH), leader.name_in(Language.EN)) == ("县领导", "Leader")


def test_the_demo_provider_signs_in_whom_it_knows(tmp_path: Path) -> None:
    tokens = Tokens("k" * 32, "330529")
    provider = DemoProvider(read(tmp_path, GOOD), tokens, offered=True)
    assert tokens.read(provider.sign_in("leader")).account == "leader"
    with pytest.raises(UnknownAccount):
        provider.sign_in("nobody")


@pytest.mark.parametrize(
    ("profile", "demo", "offered"),
    [
        (Profile.EMBEDDED, None, True),
        (Profile.EMBEDDED, False, False),
        (Profile.DISTRIBUTED, None, False),
        (Profile.DISTRIBUTED, True, True),
    ],
)
def test_choosing_an_account_is_offered_embedded_or_when_it_is_said(
    tmp_path: Path, profile: Profile, demo: bool | None, offered: bool
) -> None:
    accounts = tmp_path / "accounts.toml"
    accounts.write_text(GOOD)
    settings = Settings(profile=profile, demo=demo, accounts=accounts)
    assert (make_demo_provider(settings, Tokens("k" * 32, "330529")) is not None) is offered


def test_the_demo_provider_refuses_to_start_where_it_is_not_offered(tmp_path: Path) -> None:
    with pytest.raises(NotOffered):
        DemoProvider(read(tmp_path, GOOD), Tokens("k" * 32, "330529"), offered=False)
