"""What a request for a list asks for, shared by the list and its export."""

from __future__ import annotations

from typing import Annotated, TypeAlias
from uuid import UUID

from fastapi import Depends, Query, Request

from zhouqi.cockpit.api.answers.base import Order
from zhouqi.cockpit.api.answers.issues import IssueSort, Progress
from zhouqi.cockpit.api.answers.projects import Sort, Stalled, Status
from zhouqi.cockpit.issue_state import IssueState
from zhouqi.cockpit.queries.issue_filter import IssueFilter
from zhouqi.cockpit.queries.project_filter import ProjectFilter
from zhouqi.cockpit.stage import Stage
from zhouqi.events.contracts.issues import Category
from zhouqi.events.contracts.warning import Light, Stall
from zhouqi.service.language import Language, preferred

Search: TypeAlias = Annotated[
    str | None, Query(max_length=100, description="In names and codes of projects and enterprises")
]
Township: TypeAlias = Annotated[
    list[str] | None, Query(max_length=100, description="Codes of townships; may be given several times")
]
Departments: TypeAlias = Annotated[
    list[str] | None, Query(max_length=100, description="Codes of departments; may be given several times")
]


async def _chosen(
    q: Search = None,
    township: Township = None,
    status: Status = Status.REGISTERED,
    light: Annotated[list[Light] | None, Query(max_length=10)] = None,
    stalled: Annotated[Stalled | None, Query(description="With a stall, an open one, or all cleared")] = None,
    stall: Annotated[
        list[Stall] | None, Query(max_length=10, description="With one of these stalls open now")
    ] = None,
    stall_found: Annotated[
        list[Stall] | None, Query(max_length=10, description="With one of these stalls, open or cleared")
    ] = None,
    full_view: Annotated[
        bool | None, Query(description="Whether every kind of data that applies is connected")
    ] = None,
    stage: Annotated[list[Stage] | None, Query(max_length=10)] = None,
    department: Departments = None,
    agent: Annotated[
        list[str] | None, Query(max_length=100, description="Accounts of agents; may be given several times")
    ] = None,
    assigned: Annotated[bool | None, Query(description="Whether a department or an agent is named")] = None,
) -> ProjectFilter:
    return ProjectFilter(
        q=q,
        townships=tuple(township or ()),
        status=status,
        lights=tuple(light or ()),
        stalled=stalled,
        stalls=tuple(stall or ()),
        stalls_found=tuple(stall_found or ()),
        full_view=full_view,
        stages=tuple(stage or ()),
        departments=tuple(department or ()),
        agents=tuple(agent or ()),
        assigned=assigned,
    )


Chosen = Annotated[ProjectFilter, Depends(_chosen)]
"""Parameter type: the filters of projects."""


async def _chosen_issues(
    q: Annotated[
        str | None, Query(max_length=100, description="In titles, and names of enterprises and projects")
    ] = None,
    progress: Annotated[Progress | None, Query(description="Of those that a department was given")] = None,
    state: Annotated[list[IssueState] | None, Query(max_length=10)] = None,
    department: Departments = None,
    category: Annotated[list[Category] | None, Query(max_length=10)] = None,
    township: Township = None,
    project: Annotated[UUID | None, Query(description="About this project")] = None,
) -> IssueFilter:
    return IssueFilter(
        q=q,
        progress=progress,
        states=tuple(state or ()),
        departments=tuple(department or ()),
        categories=tuple(category or ()),
        townships=tuple(township or ()),
        project=project,
    )


ChosenIssues = Annotated[IssueFilter, Depends(_chosen_issues)]
"""Parameter type: the filters of issues."""

SortBy = Annotated[
    Sort,
    Query(description="What to order by; `desc` puts red lights and the longest overdue first"),
]
IssueSortBy = Annotated[IssueSort, Query(description="What to order by")]
Direction = Annotated[Order, Query(description="Rows without a value come last either way")]


async def _language(request: Request) -> Language:
    return preferred(request.headers.get("accept-language"))


Spoken = Annotated[Language, Depends(_language)]
"""Parameter type: the language to answer in."""
