"""Who is signed in, and signing out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response

from zhouqi.cockpit.api.answers.session import Room, Scope, Session
from zhouqi.cockpit.names import Names
from zhouqi.service.gate import public, require
from zhouqi.service.identity import Identity
from zhouqi.service.language import Language, preferred
from zhouqi.service.room import tight
from zhouqi.service.runtime import Runtime
from zhouqi.service.session import close_session


def routes(runtime: Runtime) -> APIRouter:
    """``/session``."""
    router = APIRouter()

    @router.get("/session")
    async def read_session(
        request: Request, identity: Annotated[Identity, require("session.read")]
    ) -> Session:
        """Who is signed in, what they may see, and what they may do."""
        return session_of(runtime, identity, preferred(request.headers.get("accept-language")))

    @router.delete(
        "/session", status_code=204, dependencies=[public("whoever is signed in may leave, nobody else is")]
    )
    async def sign_out(response: Response) -> None:
        """Forget the session on this machine."""
        close_session(response, runtime.settings.profile)

    return router


def session_of(runtime: Runtime, identity: Identity, language: Language) -> Session:
    """``identity`` as the pages see it."""
    names = Names(runtime.demo, language)
    return Session(
        account=identity.account,
        name=names.account(identity.account),
        roles=sorted(identity.roles),
        scope=Scope(everywhere=identity.scope.everywhere, names=names.parts(identity.scope)),
        permissions=list(runtime.permissions.of(identity)),
        demo=runtime.demo is not None,
        room=_room(runtime) if identity.scope.everywhere else None,
    )


def _room(runtime: Runtime) -> Room | None:
    """The journal is the fullest log there is: the cockpit receives what all the others decide."""
    found = tight(runtime.changes.position, runtime.settings.events_meant_for)
    return None if found is None else Room(events=found.events, meant_for=found.meant_for)
