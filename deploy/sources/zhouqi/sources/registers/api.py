"""The county's registers: townships, departments, enterprises and accounts, as whole lists."""

from dataclasses import asdict

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from zhouqi.sources.clock import Clock
from zhouqi.sources.county import County
from zhouqi.sources.county.accounts import Role, accounts
from zhouqi.sources.county.departments import DEPARTMENTS
from zhouqi.sources.county.enterprises import enterprise_accounts, enterprises
from zhouqi.sources.county.place import COUNTY, TOWNSHIPS
from zhouqi.sources.deliveries import SHANGHAI
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
        description="The township, department or enterprise it is limited to; null: the whole county"
    )


class EnterpriseEntry(BaseModel):
    """An enterprise with a project in the county, as registered today."""

    code: str = Field(description="统一社会信用代码, GB 32100-2015")
    name: str
    township_code: str
    industry_code: str = Field(description="GB/T 4754-2017: C and 2 to 4 digits")
    above_scale: bool = Field(description="规上: in the statistics register of firms above scale")
    honours: list[str] = Field(description="Codes, such as high_tech 高新技术企业, specialised 专精特新")


class CountyRegister(BaseModel):
    """The county and its parts."""

    county: Coded
    townships: list[Coded]
    departments: list[Coded]
    enterprises: list[EnterpriseEntry]
    accounts: list[AccountEntry]


def registers(county: County, clock: Clock, guard: Guard) -> APIRouter:
    """Answer the routes of the registers, open to whom `guard` lets pass."""
    router = APIRouter(prefix="/county/v1", tags=["county"], dependencies=[Depends(guard)])

    @router.get("/register", responses={401: {"model": RefusalBody}})
    async def read_register() -> CountyRegister:
        """The county today: its townships and departments, its enterprises, and the accounts of those who act."""
        today = clock.now().astimezone(SHANGHAI).date()
        everybody = (*accounts(), *enterprise_accounts(county))
        return CountyRegister(
            county=Coded(code=COUNTY.code, name=COUNTY.name),
            townships=[Coded(code=township.code, name=township.name) for township in TOWNSHIPS],
            departments=[Coded(code=department.code, name=department.name) for department in DEPARTMENTS],
            accounts=[AccountEntry.model_validate(asdict(account)) for account in everybody],
            enterprises=[
                EnterpriseEntry.model_validate(asdict(enterprise))
                for enterprise in enterprises(county, today)
            ],
        )

    return router
