"""The county's registers: townships, departments and accounts, as whole lists."""

from dataclasses import asdict

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from zhouqi.sources.county.accounts import Role, accounts
from zhouqi.sources.county.departments import DEPARTMENTS
from zhouqi.sources.county.place import COUNTY, TOWNSHIPS
from zhouqi.sources.serving.refusal import RefusalBody
from zhouqi.sources.serving.token import Guard

__all__ = ["registers"]


class Coded(BaseModel):
    """Something with a code and a name."""

    code: str
    name: str


class AccountEntry(BaseModel):
    """An account of the county's people; no person is named."""

    id: str
    name: str
    role: Role
    scope: str | None = Field(
        description="The township or department it is limited to; null: the whole county"
    )


class CountyRegister(BaseModel):
    """The county and its parts."""

    county: Coded
    townships: list[Coded]
    departments: list[Coded]
    accounts: list[AccountEntry]


def registers(guard: Guard) -> APIRouter:
    """Answer the routes of the registers, open to whom `guard` lets pass."""
    router = APIRouter(prefix="/county/v1", tags=["county"], dependencies=[Depends(guard)])

    @router.get("/register", responses={401: {"model": RefusalBody}})
    async def read_register() -> CountyRegister:
        """Everything that does not change: the county, its townships and departments, and the people's accounts."""
        return CountyRegister(
            county=Coded(code=COUNTY.code, name=COUNTY.name),
            townships=[Coded(code=township.code, name=township.name) for township in TOWNSHIPS],
            departments=[Coded(code=department.code, name=department.name) for department in DEPARTMENTS],
            accounts=[AccountEntry.model_validate(asdict(account)) for account in accounts()],
        )

    return router
