"""The demo accounts: a validated configuration file (``accounts.toml``), so that one can try every role."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from zhouqi.service.http.language import Language
from zhouqi.service.identity.identity import Identity, Role, Scope

AccountId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Code = Annotated[str, Field(min_length=1, max_length=64)]


ALONE: Final = frozenset({Role.DISPATCHER, Role.OPERATOR, Role.TAKEOVER})
"""Roles that hand out issues and projects, run the days, or enter others' history: who has one has no other."""


class AccountsError(Exception):
    """The accounts file cannot be used; the text says where and why."""


class _Name(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: Annotated[str, Field(min_length=1, max_length=60)]
    en: Annotated[str, Field(min_length=1, max_length=80)]


class Account(BaseModel):
    """One demo account. Its name is that of an office or organisation, never of a person."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: AccountId
    name: _Name
    roles: Annotated[frozenset[Role], Field(min_length=1)]
    everywhere: bool = False
    townships: frozenset[Code] = frozenset()
    departments: frozenset[Code] = frozenset()
    enterprises: frozenset[Code] = frozenset()

    @model_validator(mode="after")
    def _scoped(self) -> Self:
        narrowed = bool(self.townships or self.departments or self.enterprises)
        if self.everywhere == narrowed:
            raise ValueError(
                "an account has either everywhere = true or townships, departments or enterprises"
            )
        return self

    @model_validator(mode="after")
    def _judges_nobody_itself(self) -> Self:
        alone = sorted(self.roles & ALONE)
        if alone and len(self.roles) > 1:
            raise ValueError(
                f"the role {alone[0]} stands alone: who hands out, runs or takes over is not who is judged"
            )
        return self

    @property
    def identity(self) -> Identity:
        """What a token of this account proves."""
        return Identity(
            self.id,
            self.roles,
            Scope(self.everywhere, self.townships, self.departments, self.enterprises),
        )

    def name_in(self, language: Language) -> str:
        """The organisation's name."""
        return self.name.en if language is Language.EN else self.name.zh


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    account: Annotated[tuple[Account, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        ids = [account.id for account in self.account]
        twice = {name for name in ids if ids.count(name) > 1}
        if twice:
            raise ValueError(f"account ids used twice: {', '.join(sorted(twice))}")
        return self


class Accounts:
    """All demo accounts, in the file's order."""

    def __init__(self, accounts: tuple[Account, ...]) -> None:
        self.all = accounts
        self._by_id = {account.id: account for account in accounts}

    def find(self, account_id: str) -> Account | None:
        """The account of that id, if there is one."""
        return self._by_id.get(account_id)


def load(path: Path | None = None) -> Accounts:
    """The accounts of ``path``, or those of the package. Raises AccountsError."""
    source = path if path is not None else files("zhouqi.service.identity") / "accounts.toml"
    try:
        read = _File.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))
    except OSError as error:
        raise AccountsError(f"{source}: cannot be read ({type(error).__name__})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AccountsError(f"{source}: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise AccountsError(f"{source}: {place}: {first['msg']}") from None
    return Accounts(read.account)
