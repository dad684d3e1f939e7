"""The accounts of the county's people: named by what they do, never by a person.

Roles and scopes are those that the product knows; an account's id is what stands in records that name an agent.
"""

from dataclasses import dataclass
from enum import StrEnum

from zhouqi.sources.county.departments import DEPARTMENTS
from zhouqi.sources.county.place import COUNTY, TOWNSHIPS, Township

__all__ = ["AGENTS_PER_TOWNSHIP", "TAKEOVER", "Account", "Role", "accounts", "agent_of"]

AGENTS_PER_TOWNSHIP = 2


class Role(StrEnum):
    """What an account may be for."""

    LEADER = "leader"
    DISPATCHER = "dispatcher"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    AGENT = "agent"
    ENTERPRISE = "enterprise"
    OPERATOR = "operator"
    TAKEOVER = "takeover"


@dataclass(frozen=True, slots=True)
class Account:
    """An account: id, shown name, role, and the code that its scope is limited to (`None`: the whole county)."""

    id: str
    name: str
    role: Role
    scope: str | None


TAKEOVER = Account("takeover", "历史移交专班", Role.TAKEOVER, None)
"""Who enters what the county's people did before its scenario's day; in no register, for it ends with that day."""


def agent_of(township: Township, number: int) -> str:
    """Answer the id of the township's `number`-th agent (代办员), counted from 1."""
    return f"agent-{township.code}-{number}"


def accounts() -> tuple[Account, ...]:
    """Answer all accounts but the enterprises', which are one for each enterprise and named by its code."""
    return (
        Account("leader", f"{COUNTY.name}领导", Role.LEADER, None),
        Account("dispatcher", "政企通交办岗（县经信局）", Role.DISPATCHER, None),
        Account("operator", "系统运维岗", Role.OPERATOR, None),
        *(
            Account(f"department-{d.code}", f"{COUNTY.name}{d.full_name}", Role.DEPARTMENT, d.code)
            for d in DEPARTMENTS
        ),
        *(Account(f"township-{t.code}", t.name, Role.TOWNSHIP, t.code) for t in TOWNSHIPS),
        *(
            Account(agent_of(t, n), f"{t.name}代办员{n}号", Role.AGENT, t.code)
            for t in TOWNSHIPS
            for n in range(1, AGENTS_PER_TOWNSHIP + 1)
        ),
    )
