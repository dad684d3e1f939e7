"""The county's registers, as the cockpit is made of them."""

from __future__ import annotations

from typing import Final

from psycopg import sql

from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.kit.slice import Slice
from zhouqi.cockpit.registers.projection import DEPARTMENT, AccountProjection, TownshipProjection
from zhouqi.events.contracts.ingest import (
    AccountGranted,
    AccountRevoked,
    EnterpriseRegistered,
    TownshipRegistered,
)
from zhouqi.service.identity.grants import Grants
from zhouqi.service.identity.scope import OPEN, Columns, within
from zhouqi.service.projections.enterprises import RegisteredEnterprises
from zhouqi.service.storage.predicate import Predicate

AGENTS: Final = Columns(township="scope", department=OPEN, enterprise=OPEN)
"""Where the account of an agent keeps the township that bounds who sees it."""
_CHANGED: Final = sql.SQL(
    "select scope from account where role = 'department' and stream = any(%(streams)s)"
    " union select account from account where role = 'agent' and stream = any(%(streams)s) and {}"
)


def _offices(reader: ReaderScope) -> Predicate:
    mine = within(reader.projects, AGENTS)
    return Predicate(_CHANGED.format(mine.sql), mine.values)


REGISTERS: Final = Slice(
    name="registers",
    subscribes=(TownshipRegistered, EnterpriseRegistered, AccountGranted, AccountRevoked),
    projections=(TownshipProjection(), RegisteredEnterprises(), AccountProjection(), Grants()),
    views=(DEPARTMENT,),
    touches={"registers": _offices},
)
"""Its area names the departments and agents that one may choose from. ``Grants`` is for the gate."""
