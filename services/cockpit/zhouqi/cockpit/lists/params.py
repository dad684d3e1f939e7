"""The query parameters of a list: its filters, what it is ordered by, and in which direction."""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Query, Request
from fastapi.params import Depends as DependsMarker
from pydantic import BaseModel

from zhouqi.cockpit.lists.definition import ListDefinition, Order, Selection
from zhouqi.service.http.language import Language, preferred

R = TypeVar("R", bound=BaseModel)


def selection_of(definition: ListDefinition[R]) -> DependsMarker:
    """A dependency of a route: the :class:`Selection` that a request asks for. 422 for what no filter takes."""

    async def selection(**asked: Any) -> Selection[R]:
        sort, order = asked.pop("sort"), asked.pop("order")
        return definition.of(sort, order, **asked)

    # FastAPI reads the parameters of a dependency from its signature, here and in the API's description.
    selection.__signature__ = Signature(list(_parameters(definition)))  # type: ignore[attr-defined]
    marker = Depends(selection)
    assert isinstance(marker, DependsMarker)
    return marker


def _parameters(definition: ListDefinition[R]) -> list[Parameter]:
    sorts: Any = type(definition.default_sort)
    sort = Annotated[sorts, Query(description=definition.sort_description)]
    order = Annotated[Order, Query(description="Rows without a value come last either way")]
    return [
        *(_parameter(one.name, one.annotation, one.default) for one in definition.filters),
        _parameter("sort", sort, definition.default_sort),
        _parameter("order", order, Order.DESC),
    ]


def _parameter(name: str, annotation: Any, default: object) -> Parameter:
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


async def _language(request: Request) -> Language:
    return preferred(request.headers.get("accept-language"))


AnswerLanguage = Annotated[Language, Depends(_language)]
"""Parameter type: the language to answer in."""
