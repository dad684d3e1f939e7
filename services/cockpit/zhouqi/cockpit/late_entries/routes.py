"""The late entries 补录, for everybody to see: by whom, for what, when it happened and when it was entered."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response

from zhouqi.cockpit.kit.reader import reader_scope_of
from zhouqi.cockpit.late_entries.list import LATE_ENTRIES
from zhouqi.cockpit.late_entries.queries import late_counts
from zhouqi.cockpit.late_entries.schemas import LateEntries, LateEntry
from zhouqi.cockpit.lists.definition import Selection
from zhouqi.cockpit.lists.export import FILE, excel_file
from zhouqi.cockpit.lists.page import read_page
from zhouqi.cockpit.lists.params import AnswerLanguage, selection_of
from zhouqi.cockpit.registers.export import export_of
from zhouqi.service.http.consistency import AfterParam, await_place
from zhouqi.service.http.paging import CursorText, Limit
from zhouqi.service.identity.authorization import require
from zhouqi.service.identity.identity import Identity
from zhouqi.service.runtime import Runtime

Reader = Annotated[Identity, require("project.read")]
Chosen = Annotated[Selection[LateEntry], selection_of(LATE_ENTRIES)]


def routes(runtime: Runtime) -> APIRouter:
    """``/late-entries``, and its file below it."""
    router = APIRouter(prefix="/late-entries")

    @router.get("")
    async def read_late_entries(
        identity: Reader,
        response: Response,
        chosen: Chosen,
        after: AfterParam,
        limit: Limit = 50,
        cursor: CursorText = None,
    ) -> LateEntries:
        """What was entered late of the projects and issues within the reader's scope; the takeover apart."""
        await await_place(runtime.pool, after, response)
        reader = reader_scope_of(runtime, identity)
        async with runtime.pool.connection() as conn:
            page = await read_page(conn, chosen.within(reader), limit, cursor, runtime.cursors)
            return LateEntries(**dict(page), **await late_counts(conn, reader))

    @router.get("/export", response_class=Response, responses=FILE)
    async def export_late_entries(identity: Reader, language: AnswerLanguage, chosen: Chosen) -> Response:
        """All selected late entries within the reader's scope, and a sheet that says what they are."""
        async with runtime.pool.connection() as conn:
            export = await export_of(conn, chosen, reader_scope_of(runtime, identity), identity)
        return await excel_file(export, (), runtime.clock.now(), language)

    return router
