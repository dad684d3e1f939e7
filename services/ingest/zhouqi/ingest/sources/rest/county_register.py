"""The county's register as it is served: townships, enterprises, and the accounts of its people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zhouqi.events.contracts import Code, ShortText
from zhouqi.events.contracts.ingest import AccountRole, FailureCause
from zhouqi.ingest.sources.reader import SourceFailed
from zhouqi.ingest.sources.rest.client import SourceClient
from zhouqi.ingest.sources.rest.page import read_object

_PATH: Final = "/county/v1/register"
_MOST: Final = 100_000


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class TownshipEntry(_Entry):
    """A township 乡镇."""

    code: Code
    name: ShortText


class EnterpriseEntry(_Entry):
    """An enterprise, with what policies ask of it; what the register does not say is not known."""

    code: Code
    name: ShortText
    township_code: Code | None = None
    industry_code: Code | None = None
    above_scale: bool | None = None
    honours: Annotated[tuple[Code, ...] | None, Field(max_length=20)] = None


class AccountEntry(_Entry):
    """An account; ``name`` is that of an office, never of a person."""

    id: Code
    name: ShortText
    role: AccountRole
    scope: Code | None = None


E = TypeVar("E", bound=_Entry)


@dataclass(frozen=True, slots=True)
class RegisterPart(Generic[E]):
    """One register: what can be read of it by its key, and of what can't be read the keys, None where it has none."""

    entries: Mapping[str, E]
    unread: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class CountyRegister:
    """The whole register. One entry that can't be read leaves the others as they are, and itself as it was."""

    townships: RegisterPart[TownshipEntry]
    enterprises: RegisterPart[EnterpriseEntry]
    accounts: RegisterPart[AccountEntry]

    @property
    def unread(self) -> list[str]:
        """What could not be read, by register and key."""
        parts: dict[str, tuple[str | None, ...]] = {
            "township": self.townships.unread,
            "enterprise": self.enterprises.unread,
            "account": self.accounts.unread,
        }
        return [f"{name}/{key or '?'}" for name, keys in parts.items() for key in keys]


async def read_register(http: SourceClient) -> CountyRegister:
    """What the register says now. Raises SourceFailed; also for one without townships or accounts."""
    said = read_object(await http.get(_PATH, {}))
    return CountyRegister(
        townships=_part(said, "townships", "code", TownshipEntry, at_least=1),
        enterprises=_part(said, "enterprises", "code", EnterpriseEntry, at_least=0),
        accounts=_part(said, "accounts", "id", AccountEntry, at_least=1),
    )


def _part(said: Mapping[str, object], name: str, key: str, entry: type[E], at_least: int) -> RegisterPart[E]:
    listed = said.get(name, [])
    if not isinstance(listed, list):
        raise SourceFailed(FailureCause.MALFORMED, name)
    if len(listed) > _MOST:
        raise SourceFailed(FailureCause.TOO_LARGE, f"{name}:{len(listed)}")
    entries: dict[str, E] = {}
    unread: dict[str | None, None] = {}
    for item in listed:
        code = item.get(key) if isinstance(item, dict) else None
        try:
            read = entry.model_validate(item)
        except ValidationError:
            unread[code if isinstance(code, str) else None] = None
            continue
        if entries.setdefault(str(code), read) != read:  # one key, two entries: neither says which is right
            unread[str(code)] = None
    entries = {code: read for code, read in entries.items() if code not in unread}
    if len(entries) < at_least:
        raise SourceFailed(FailureCause.MALFORMED, name)
    return RegisterPart(entries, tuple(unread))
