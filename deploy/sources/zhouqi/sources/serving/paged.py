"""Paged REST: one route for each kind of record, each with a cursor of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from zhouqi.sources.clock import Clock
from zhouqi.sources.deliveries import SHANGHAI, Delivery, Feed, Kind
from zhouqi.sources.serving.batch_sizes import BatchSizes
from zhouqi.sources.serving.cursor import Cursors
from zhouqi.sources.serving.fault_injection import FaultInjection
from zhouqi.sources.serving.refusal import RefusalBody
from zhouqi.sources.serving.token import Guard

__all__ = ["LARGEST_PAGE", "Endpoint", "Page", "ProjectsRecord", "Record", "System", "paged"]

LARGEST_PAGE = 500

REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": RefusalBody, "description": "A parameter is wrong, or the cursor is not of this system"},
    401: {"model": RefusalBody, "description": "No token, or a wrong one"},
    "default": {"model": RefusalBody, "description": "Refused"},
    503: {"model": RefusalBody, "description": "Busy: try again after Retry-After seconds"},
}


class Record(BaseModel):
    """A record as delivered, all of it text. It may be wrong: a malformed code, 1900-01-01 for no date."""

    record_id: str = Field(description="The system's own number of the record; every revision keeps it")
    updated_at: str = Field(description="When this version was entered, ISO 8601 with +08:00")
    withdrawn: bool = Field(description="Whether the record has been withdrawn (作废)")


class ProjectsRecord(Record):
    """A record about a project, which it names by the project's code."""

    project_code: str | None = Field(description="项目代码, GB/T 40058-2021")
    enterprise_code: str | None = Field(description="统一社会信用代码, GB 32100-2015")


R = TypeVar("R", bound=Record)


class Page(BaseModel, Generic[R]):
    """One page, in the order in which the records were put out."""

    items: list[R]
    next: str = Field(description="Where the next request goes on, whether or not there is more now")
    more: bool = Field(description="Whether there is more at this moment")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a system serves a kind: its path below the system's, its Chinese title, the form of its pages."""

    kind: Kind
    path: str
    title: str
    page: type[BaseModel]


@dataclass(frozen=True, slots=True)
class System:
    """A source system with paged REST: its Chinese name, where it answers, and what it serves."""

    name: str
    prefix: str
    endpoints: tuple[Endpoint, ...]


def paged(
    system: System,
    feeds: Mapping[Kind, Feed],
    name: str,
    clock: Clock,
    sizes: BatchSizes,
    dependencies: tuple[Guard, FaultInjection],
) -> APIRouter:
    """Answer the routes of a system, behind `dependencies`. A cursor belongs to one feed of the county `name`."""
    router = APIRouter(
        prefix=system.prefix,
        tags=[system.name],
        dependencies=[Depends(dependency) for dependency in dependencies],
        responses=REFUSALS,
    )
    for endpoint in system.endpoints:
        cursors = Cursors(f"{endpoint.kind}:{name}")
        _add(router, endpoint, feeds[endpoint.kind], cursors, clock, sizes)
    return router


def _add(
    router: APIRouter, endpoint: Endpoint, feed: Feed, cursors: Cursors, clock: Clock, sizes: BatchSizes
) -> None:
    @router.get(
        f"/{endpoint.path}",
        name=f"read_{endpoint.kind}",
        summary=endpoint.title,
        response_model=endpoint.page,
    )
    async def read(
        updated_after: Annotated[
            str | None, Query(description="`next` of the page before; without it, the beginning")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 100,
    ) -> BaseModel:
        """Records put out by now, in the order in which they were put out: each revision is a record of its own.

        A reader that keeps `next` and asks again gets everything exactly once. The order is not that of `updated_at`:
        a record may arrive late, after a newer version of itself; and it may come twice.
        """
        start = cursors.position(updated_after)
        now = clock.now()
        page = feed.page(start, sizes.at_most(limit, endpoint.kind, start), now)
        end = start + len(page)
        return endpoint.page.model_validate(
            {"items": list(_on_the_wire(page)), "next": cursors.at(end), "more": end < feed.count(now)}
        )


def _on_the_wire(page: Iterable[Delivery]) -> Iterable[dict[str, object]]:
    """Answer deliveries as they are served: each one's record and the source's time."""
    for delivery in page:
        updated_at = delivery.source_time.astimezone(SHANGHAI).isoformat(timespec="seconds")
        yield {**delivery.record, "updated_at": updated_at}
