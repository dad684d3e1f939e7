"""Takeover 历史移交: one account enters the county's history on behalf of those whose acts it was.

A county has years of history when it begins to work with this system. An account of the role ``takeover``
enters it once, each act as the account that did it, by the header ``Zhouqi-Entered-For: <account>``. The
header opens nothing else: no reading, no route that takes no late entry; and nothing at all after the
deployment's day ``ZHOUQI_TAKE_OVER_UNTIL``, or once the takeover was ended, which is for good
(:func:`zhouqi.service.identity.backfill.entry_of`). Each service that takes late entry is told so by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext

from zhouqi.service.http.language import Text
from zhouqi.service.http.problems import ProblemKind
from zhouqi.service.identity.backfill import LateEntryBody
from zhouqi.service.storage.database import Pool

HEADER: Final = "Zhouqi-Entered-For"
PERMISSION: Final = "takeover"
MADE: Final = "create table if not exists app.takeover (ended_at timestamptz not null)"
"""Has a row once the takeover was ended. Made by the migration."""
_END: Final = "insert into app.takeover (ended_at) select now() where not exists (select from app.takeover)"
NO_ENTRY = ProblemKind(
    "no-late-entry", 400, Text("该操作不接受历史移交", "Nothing can be taken over by this request")
)
UNKNOWN_ACCOUNT = ProblemKind(
    "entered-for-unknown", 422, Text("被移交的账号不存在", "The account that it is entered for is not known")
)


def late_entry_endpoints(routes: Iterable[RouteContext]) -> frozenset[Any]:
    """The endpoints of those ``routes`` that take late entry: their body is an ``Entered``."""
    return frozenset(route.endpoint for route in routes if _takes_late_entry(route))


async def end_takeover(pool: Pool) -> None:
    """End the takeover in this service, for good. May be repeated."""
    async with pool.connection() as conn:
        await conn.execute(_END)


def _takes_late_entry(route: RouteContext) -> bool:
    dependant = getattr(route, "dependant", None)
    bodies = dependant.body_params if isinstance(dependant, Dependant) else []
    kinds = [body.field_info.annotation for body in bodies]
    return any(isinstance(kind, type) and issubclass(kind, LateEntryBody) for kind in kinds)
