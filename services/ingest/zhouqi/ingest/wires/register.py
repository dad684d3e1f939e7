"""The county's register as it is served: townships, enterprises, and the accounts of its people."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zhouqi.events.contracts import Code, Text
from zhouqi.events.contracts.ingest import AccountRole
from zhouqi.ingest.wires.page import SourceFailed
from zhouqi.ingest.wires.rest import Http

_PATH = "/county/v1/register"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class TownshipEntry(_Entry):
    """A township 乡镇."""

    code: Code
    name: Text


class EnterpriseEntry(_Entry):
    """An enterprise, with what policies ask of it."""

    code: Code
    name: Text
    township_code: Code | None = None
    industry_code: Code | None = None
    above_scale: bool = False
    honours: Annotated[tuple[Code, ...], Field(max_length=20)] = ()


class AccountEntry(_Entry):
    """An account; ``name`` is that of an office, never of a person."""

    id: Code
    name: Text
    role: AccountRole
    scope: Code | None = None


class CountyRegister(_Entry):
    """The whole register. A county without townships or accounts is a register that can't be right."""

    townships: Annotated[tuple[TownshipEntry, ...], Field(min_length=1, max_length=1000)]
    enterprises: Annotated[tuple[EnterpriseEntry, ...], Field(max_length=100_000)] = ()
    accounts: Annotated[tuple[AccountEntry, ...], Field(min_length=1, max_length=100_000)]


async def read_register(http: Http) -> CountyRegister:
    """What the register says now. Raises SourceFailed."""
    body = await http.get(_PATH, {})
    try:
        return CountyRegister.model_validate_json(body)
    except ValidationError as error:
        raise SourceFailed("malformed", "register") from error
