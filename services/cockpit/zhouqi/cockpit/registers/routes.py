"""The county's departments and agents, to choose from."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from zhouqi.cockpit.registers.queries import agents, departments
from zhouqi.cockpit.registers.schemas import Agent, Department
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime

Reader = Annotated[Identity, require("project.read")]


def routes(runtime: Runtime) -> APIRouter:
    """``/departments`` and ``/agents``."""
    router = APIRouter()

    @router.get("/departments", dependencies=[require("project.read")])
    async def list_departments() -> list[Department]:
        """The county's departments, as its register of accounts names them."""
        async with runtime.pool.connection() as conn:
            return await departments(conn)

    @router.get("/agents")
    async def list_agents(
        identity: Reader,
        project: Annotated[
            UUID | None, Query(description="Only those who may accompany this project")
        ] = None,
    ) -> list[Agent]:
        """The agents of the townships within the reader's scope: a project is accompanied by its township's."""
        async with runtime.pool.connection() as conn:
            return await agents(conn, identity.scope, project)

    return router
