"""Who is signed in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request

from zhouqi.cockpit.registers.names import reader_of
from zhouqi.cockpit.session.demo_names import DemoNames
from zhouqi.cockpit.session.schemas import Capacity, Scope, Session
from zhouqi.service.http.language import Language, preferred
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.loops.capacity import nearly_full
from zhouqi.service.runtime import Runtime


def routes(runtime: Runtime) -> APIRouter:
    """``/session``."""
    router = APIRouter()

    @router.get("/session")
    async def read_session(
        request: Request, identity: Annotated[Identity, require("session.read")]
    ) -> Session:
        """Who is signed in, what they may see, and what they may do."""
        return await session_of(runtime, identity, preferred(request.headers.get("accept-language")))

    return router


async def session_of(runtime: Runtime, identity: Identity, language: Language) -> Session:
    """``identity`` as the pages see it, called as the registers call it.

    Whoever chose a demo account is called as it was listed until the registers know it, and in English.
    """
    async with runtime.pool.connection() as conn:
        reader = await reader_of(conn, identity)
    name, parts = reader.name, list(reader.parts)
    if runtime.demo is not None and (language is Language.EN or name == identity.account):
        listed = DemoNames(runtime.demo, language)
        name, parts = listed.account(identity.account), listed.parts(identity.scope)
    return Session(
        account=identity.account,
        name=name,
        roles=sorted(identity.roles),
        scope=Scope.of(identity.scope, parts),
        permissions=list(runtime.permissions.of(identity)),
        demo=runtime.demo is not None,
        room=_capacity(runtime) if identity.scope.everywhere else None,
    )


def _capacity(runtime: Runtime) -> Capacity | None:
    """The journal is the fullest log there is: the cockpit receives what all the others decide."""
    found = nearly_full(runtime.changes.position, runtime.settings.events_meant_for)
    return None if found is None else Capacity(events=found.events, meant_for=found.meant_for)
