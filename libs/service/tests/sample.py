"""A small service that has everything a real one has: a decider, a read model, routes, a migration."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request, Response
from fastapi import Path as PathParam
from fastapi.sse import EventSourceResponse, ServerSentEvent
from psycopg import sql
from pydantic import BaseModel, ConfigDict, Field

from zhouqi.events.commands.decide import Decider, Rejected
from zhouqi.events.context import Context
from zhouqi.events.contracts import Decoder, Fact
from zhouqi.events.fold.projection import Projection, ReadModel, Table, TableRow
from zhouqi.events.log.event import StreamEvent
from zhouqi.events.log.event_log import STORE
from zhouqi.service.http.changes import change_stream
from zhouqi.service.http.consistency import AfterParam, await_place
from zhouqi.service.http.idempotency import IdempotencyKey
from zhouqi.service.http.language import Text
from zhouqi.service.http.listeners import Listeners, listener_slot
from zhouqi.service.http.paging import CursorText, Limit, Order, SortKey
from zhouqi.service.http.precondition import IfMatch, etag
from zhouqi.service.http.problems import NOT_FOUND, Problem
from zhouqi.service.http.rejection import Refusal
from zhouqi.service.identity.authorization import authorizer_of, public, require
from zhouqi.service.identity.backfill import LateEntryBody, entry_of
from zhouqi.service.identity.grants import GRANTING, Grants
from zhouqi.service.identity.identity import Identity
from zhouqi.service.identity.scope import OPEN, Columns, within
from zhouqi.service.runtime import Runtime
from zhouqi.service.service import Service


class NoteWritten(Fact):
    """A note was written, in a township."""

    township: str
    text: str


@dataclass(frozen=True)
class WriteNote:
    township: str
    text: str


@dataclass(frozen=True)
class NoteState:
    count: int = 0


class Notes(Decider[NoteState, WriteNote]):
    category: ClassVar[str] = "note"

    def initial(self) -> NoteState:
        return NoteState()

    def evolve(self, state: NoteState, fact: Fact) -> NoteState:
        return NoteState(state.count + 1)

    def decide(self, command: WriteNote, state: NoteState) -> Sequence[Fact]:
        if command.text == "forbidden":
            raise Rejected("note_forbidden", township=command.township)
        if state.count >= 5:
            raise Rejected("too_many_notes")
        return [NoteWritten(township=command.township, text=command.text)]


@dataclass
class Row:
    township: str = ""
    text: str = ""
    sequence: int = 0


class NoteProjection(Projection[Row]):
    name: ClassVar[str] = "note"
    version: ClassVar[int] = 1
    log: ClassVar = STORE
    category: ClassVar[str] = "note"
    tables: ClassVar[tuple[Table, ...]] = (
        Table("note", {"township": "text", "text": "text", "sequence": "integer"}),
    )
    state: ClassVar[type] = Row

    def initial(self, stream: str) -> Row:
        return Row()

    def evolve(self, state: Row, fact: Fact, event: StreamEvent) -> Row:
        assert isinstance(fact, NoteWritten)
        return Row(fact.township, fact.text, event.sequence)

    def rows(self, state: Row) -> Mapping[str, Sequence[TableRow]]:
        return {"note": [{"township": state.township, "text": state.text, "sequence": state.sequence}]}


COLUMNS = Columns(township="township", department=OPEN, enterprise=OPEN)
DECIDER = Notes()


class NoteForm(BaseModel):
    model_config = ConfigDict(extra="forbid")

    township: Annotated[str, Field(min_length=1, max_length=9)]
    text: Annotated[str, Field(min_length=1, max_length=100)]
    copies: Annotated[int, Field(ge=1)] = 1


class RemarkForm(LateEntryBody):
    text: Annotated[str, Field(min_length=1, max_length=100)]


class NoteView(BaseModel):
    stream: str
    text: str
    sequence: int


class NotePage(BaseModel):
    total: int
    items: list[NoteView]
    next: str | None


def router(runtime: Runtime) -> APIRouter:
    routes = APIRouter()
    routes.include_router(note_routes(runtime))
    routes.include_router(odd_routes(runtime))
    return routes


def note_routes(runtime: Runtime) -> APIRouter:
    routes = APIRouter()

    @routes.get("/notes")
    async def notes(
        identity: Annotated[Identity, require("project.read")],
        response: Response,
        after: AfterParam,
        cursor: CursorText = None,
        limit: Limit = 50,
    ) -> NotePage:
        await await_place(runtime.pool, after, response)
        scope = within(identity.scope, COLUMNS)
        order = Order([SortKey("text"), SortKey("stream")], {})
        where = scope & runtime.cursors.behind(order, cursor)
        query = sql.SQL("select stream, text, sequence from note where {} order by {} limit %(limit)s")
        count = sql.SQL("select count(*) from note where {}").format(scope.sql)
        async with runtime.pool.connection() as conn:
            found = await conn.execute(query.format(where.sql, order.by), {**where.values, "limit": limit})
            rows = await found.fetchall()
            total = await (await conn.execute(count, dict(scope.values))).fetchone()
        items = [NoteView(stream=str(row[0]), text=str(row[1]), sequence=int(str(row[2]))) for row in rows]
        last = items[-1] if len(items) == limit else None
        assert total is not None
        following = None if last is None else runtime.cursors.after(order, [last.text, last.stream])
        return NotePage(total=int(str(total[0])), items=items, next=following)

    @routes.post("/notes/{number}", status_code=201)
    async def write(
        identity: Annotated[Identity, require("record.read")],
        number: Annotated[int, PathParam(ge=1)],
        form: NoteForm,
        key: IdempotencyKey,
        expected: IfMatch,
        response: Response,
    ) -> NoteView:
        if identity.scope.townships and form.township not in identity.scope.townships:
            raise Problem(NOT_FOUND)
        body = WriteNote(form.township, form.text)
        command = runtime.command(identity, key, f"note/{number}", body, expected=expected)

        async def current() -> Mapping[str, object]:
            async with runtime.pool.connection() as conn:
                found = await conn.execute("select text from note where stream = %s", (f"note/{number}",))
                row = await found.fetchone()
            return {} if row is None else {"text": str(row[0])}

        outcome = await runtime.send(DECIDER, command, current)
        response.headers["ETag"] = etag(outcome.sequence)
        return NoteView(stream=outcome.stream, text=form.text, sequence=outcome.sequence)

    @routes.post("/notes/{number}/remarks", status_code=201)
    async def remark(
        identity: Annotated[Identity, require("project.read")],
        number: Annotated[int, PathParam(ge=1)],
        form: RemarkForm,
        key: IdempotencyKey,
    ) -> NoteView:
        entered = await entry_of(runtime, identity, form, key)
        body = WriteNote("330529001", form.text)
        command = runtime.command(identity, key, f"note/{number}", body, occurred_at=entered.at)
        outcome = await runtime.send(DECIDER, command)
        return NoteView(stream=outcome.stream, text=form.text, sequence=outcome.sequence)

    @routes.get("/notes/{number}")
    async def note(number: int, identity: Annotated[Identity, require("project.read")]) -> NoteView:
        where = within(identity.scope, COLUMNS)
        query = sql.SQL("select text, sequence from note where stream = %(stream)s and {}").format(where.sql)
        async with runtime.pool.connection() as conn:
            row = await (await conn.execute(query, {**where.values, "stream": f"note/{number}"})).fetchone()
        if row is None:
            raise Problem(NOT_FOUND)
        return NoteView(stream=f"note/{number}", text=str(row[0]), sequence=int(str(row[1])))

    return routes


def odd_routes(runtime: Runtime) -> APIRouter:
    routes = APIRouter()
    hanging: list[float] = []

    @routes.get("/changes", response_class=EventSourceResponse, dependencies=[listener_slot(Listeners())])
    async def changes(
        request: Request, identity: Annotated[Identity, require("project.read")]
    ) -> AsyncIterator[ServerSentEvent]:
        async def describe(after: int, up_to: int) -> dict[str, int] | None:
            return None if up_to == 13 else {"journal": up_to}

        stands = authorizer_of(request).watch(request, identity)
        async for event in change_stream(runtime.changes, request, stands, describe):
            yield event

    @routes.get("/broken", dependencies=[public("a test")])
    async def broken() -> None:
        raise RuntimeError("the secret is 42")

    @routes.get("/slow", dependencies=[public("a test")])
    async def slow() -> None:
        async with runtime.pool.connection() as conn:
            await conn.execute("set local statement_timeout = '100ms'")
            await conn.execute("select pg_sleep(5)")

    @routes.get("/hang", dependencies=[public("a test")])
    async def hang(seconds: float) -> dict[str, bool]:
        hanging.append(seconds)
        await asyncio.sleep(seconds)
        return {"done": True}

    @routes.get("/hanging", dependencies=[public("a test")])
    async def begun() -> list[float]:
        return hanging

    return routes


CONTEXT = Context(
    name="sample",
    origin="libs.service.tests.sample:CONTEXT",
    publishes=(NoteWritten,),
    read_model=ReadModel(projections=(NoteProjection(), Grants())),
    decoder=Decoder(contracts={"NoteWritten": NoteWritten, **{one.type(): one for one in GRANTING}}),
)

MIGRATION = Path(__file__).parent / "0001_remark.sql"

service = Service(
    name="sample",
    title=Text("样例", "Sample"),
    context=CONTEXT,
    router=router,
    migrations=(MIGRATION,),
    rejections={
        "note_forbidden": Refusal(
            Text("{township} 不许写这条", "{township} may not write this"), field="township"
        )
    },
)

as_policy = replace(service, name="policy", context=replace(CONTEXT, name="policy"))
"""The same under a name that the command knows."""
