"""What a request for projects asks for, shared by the list and its export."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import Depends, Query, Request

from zhouqi.cockpit.api.answers import Order, Sort, Status
from zhouqi.cockpit.queries.project_filter import ProjectFilter
from zhouqi.service.language import Language, preferred

Search: TypeAlias = Annotated[
    str | None, Query(max_length=100, description="In names and codes of projects and enterprises")
]
Township: TypeAlias = Annotated[
    list[str] | None, Query(max_length=100, description="Codes of townships; may be given several times")
]


async def _chosen(
    q: Search = None, township: Township = None, status: Status = Status.REGISTERED
) -> ProjectFilter:
    return ProjectFilter(q, tuple(township or ()), status)


Chosen = Annotated[ProjectFilter, Depends(_chosen)]
"""Parameter type: the filters."""

SortBy = Annotated[Sort, Query(description="What to order by")]
Direction = Annotated[Order, Query(description="Rows without a value come last either way")]


async def _language(request: Request) -> Language:
    return preferred(request.headers.get("accept-language"))


Spoken = Annotated[Language, Depends(_language)]
"""Parameter type: the language to answer in."""
