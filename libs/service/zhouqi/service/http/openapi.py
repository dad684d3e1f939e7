"""The description of a service's API (OpenAPI), with the answers that the chassis gives to all routes.

The framework knows what a route answers when all is well. What else may come (no sign-in, no permission,
a form that has gone stale, a busy database) is the same everywhere: problem details, RFC 9457.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict, Field
from starlette.routing import BaseRoute

from zhouqi.service.http.language import Text
from zhouqi.service.http.problems import MEDIA_TYPE


class FieldProblem(BaseModel):
    """What is wrong with one field; where it is: in the body, the query, a header, the path."""

    place: str = Field(alias="in")
    field: str
    code: str
    message: str


class ProblemDetails(BaseModel):
    """Why a request was not done. Programs go by ``code``; sentences are in the caller's language."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="urn:zhouqi:problem:<code>")
    title: str
    status: int
    code: str = Field(description="stable")
    detail: str | None = None
    trace: str | None = Field(None, description="what to quote to an operator")
    errors: list[FieldProblem] | None = None


_SCHEMA: Final = "ProblemDetails"
_OF_THE_FRAMEWORK: Final = ("HTTPValidationError", "ValidationError")
_REFERENCES: Final = "#/components/schemas/{model}"
_ANSWER: Final = {
    "description": "Not done: problem details (RFC 9457)",
    "content": {MEDIA_TYPE: {"schema": {"$ref": _REFERENCES.format(model=_SCHEMA)}}},
}


def describe(name: str, title: Text, routes: Sequence[BaseRoute]) -> dict[str, object]:
    """The OpenAPI description of the routes of the service ``name``; every route may answer with a problem."""
    described = get_openapi(
        title=f"Zhouqi {name} {title.zh}", version="1", description=title.en, routes=routes
    )
    for path in described["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = _ANSWER
    schemas = described.setdefault("components", {}).setdefault("schemas", {})
    for of_the_framework in _OF_THE_FRAMEWORK:
        schemas.pop(of_the_framework, None)
    made = ProblemDetails.model_json_schema(ref_template=_REFERENCES)
    schemas |= made.pop("$defs")
    schemas[_SCHEMA] = made
    return dict(described)
