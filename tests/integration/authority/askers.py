"""Who asks: an account of each role within the county's one project and issue, and one outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tests.county import OTHER_ACCOUNT, OWN_ACCOUNT, TINGLAN, WANGYU


@dataclass(frozen=True, slots=True)
class Asker:
    """A column of the table; without an account, somebody who has not signed in."""

    column: str
    account: str | None


ASKERS: Final = (
    Asker("nobody", None),
    Asker("revoked", f"agent-{TINGLAN}-2"),
    Asker("takeover", "takeover"),
    Asker("operator", "operator"),
    Asker("enterprise outside", OTHER_ACCOUNT),
    Asker("agent outside", f"agent-{WANGYU}-1"),
    Asker("township outside", f"township-{WANGYU}"),
    Asker("department outside", "department-tax"),
    Asker("leader", "leader"),
    Asker("enterprise", OWN_ACCOUNT),
    Asker("agent", f"agent-{TINGLAN}-1"),
    Asker("township", f"township-{TINGLAN}"),
    Asker("department", "department-planning"),
    Asker("dispatcher", "dispatcher"),
)
"""In the order in which they ask: whoever changes something comes after those who must not."""

COLUMNS: Final = (
    "nobody",
    "revoked",
    "leader",
    "dispatcher",
    "department",
    "department outside",
    "township",
    "township outside",
    "agent",
    "agent outside",
    "enterprise",
    "enterprise outside",
    "operator",
    "takeover",
)
"""In the order of the table."""
