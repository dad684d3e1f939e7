"""The county's departments and agents, to choose from."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from zhouqi.cockpit.api.answers.registers import Agent, Department
from zhouqi.cockpit.queries.registers import agents, departments
from zhouqi.service.gate import require
from zhouqi.service.identity import Identity
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
    async def list_agents(identity: Reader) -> list[Agent]:
        """The agents of the townships within the reader's scope."""
        async with runtime.pool.connection() as conn:
            return await agents(conn, identity.scope)

    return router
