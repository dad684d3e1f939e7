"""The conditions by which projects are chosen and counted, each said once: what is counted is what the list shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from psycopg import sql

from zhouqi.cockpit.projects.schemas import Stalled, Status
from zhouqi.events.contracts.warning import Light
from zhouqi.service.storage.predicate import ALWAYS, Predicate

STATUS: Final[Mapping[Status, Predicate]] = {
    Status.REGISTERED: Predicate(sql.SQL("not withdrawn")),
    Status.STUCK: Predicate(sql.SQL("(not withdrawn and stuck)")),
    Status.UNPLANNED: Predicate(
        sql.SQL("(not withdrawn and (planned_start is null or planned_completion is null))")
    ),
    Status.WITHDRAWN: Predicate(sql.SQL("withdrawn")),
    Status.ALL: ALWAYS,
}
STALLED: Final[Mapping[Stalled, Predicate]] = {
    Stalled.FOUND: Predicate(sql.SQL("stalled is not null")),
    Stalled.OPEN: Predicate(sql.SQL("stalled = 'open'")),
    Stalled.CLEARED: Predicate(sql.SQL("stalled = 'cleared'")),
}
REGISTERED: Final = STATUS[Status.REGISTERED]

STOCK_BY_LIGHT: Final[Mapping[str, Predicate]] = {
    light.value: REGISTERED & Predicate(sql.SQL("light = {}").format(sql.Literal(light.value)))
    for light in Light
}
STOCK_BY_STALLED: Final[Mapping[str, Predicate]] = {
    stalled.value: REGISTERED & STALLED[stalled] for stalled in Stalled
}
STOCK: Final[Mapping[str, Predicate]] = {
    **STOCK_BY_LIGHT,
    **STOCK_BY_STALLED,
    "full_view": REGISTERED & Predicate(sql.SQL("full_view")),
}
"""The figures of the county's stock, each under the name that answers give it."""
