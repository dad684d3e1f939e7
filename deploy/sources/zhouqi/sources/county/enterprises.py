"""The register of enterprises: all that have projects in the county, and those of them that act in the simulation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhouqi.sources.county.accounts import Account
from zhouqi.sources.county.county import County

__all__ = ["RegisteredEnterprise", "acting_enterprises", "enterprise_accounts", "enterprises"]


@dataclass(frozen=True, slots=True)
class RegisteredEnterprise:
    """An enterprise as registered: its code and name, the township and branch of its first project.

    `above_scale`: in the statistics register by that day. `honours` are codes, such as `high_tech` or `specialised`.
    """

    code: str
    name: str
    township_code: str
    industry_code: str
    above_scale: bool
    honours: tuple[str, ...]


def enterprises(county: County, day: date) -> Iterator[RegisteredEnterprise]:
    """Answer every enterprise that has a project registered by the end of `day`, each once."""
    yield from ()


def acting_enterprises(county: County, day: date) -> tuple[RegisteredEnterprise, ...]:
    """Answer the enterprises (about 30) that have an account and act in the simulation."""
    return ()


def enterprise_accounts(county: County) -> tuple[Account, ...]:
    """Answer the accounts of the acting enterprises: `enterprise-<code in lower case>`, limited to their own code."""
    return ()
