"""A read model that can be brought into every trouble: notes, whose text says what goes wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
from libs.events.tests.sample import event

from zhouqi.events import (
    JOURNAL,
    Context,
    Decoder,
    Event,
    Fact,
    Projection,
    ReadModel,
    StreamEvent,
    Summary,
    Table,
)
from zhouqi.events.fold.projection import TableRow


class Noted(Fact):
    """A text was noted."""

    text: str


class State(msgspec.Struct, frozen=True):
    stream: str
    texts: tuple[object, ...] = ()


TROUBLES = {
    "raises": "raise",
    "rows raise": "rows",
    "a row is no JSON": "object",
    "a state is no JSON": "state",
    "two rows of one": "twice",
    "too long for its column": "x" * 30,
    "NUL": "nul \x00",
    "summary divides by zero": "",
}


@dataclass(frozen=True)
class Notes(Projection[State]):
    """The last text of a stream and how many there were. ``mended`` code has none of the troubles."""

    mended: bool = False
    name = "note"
    version = 1
    log = JOURNAL
    category = "note"
    tables = (
        Table("note", {"last": "varchar(20)", "count": "integer"}),
        Table("note_text", {"place": "integer", "text": "text"}, key=("place",)),
    )
    state = State

    def initial(self, stream: str) -> State:
        if "nameless" in stream and not self.mended:
            raise ValueError(f"{stream} has no name")
        return State(stream)

    def evolve(self, state: State, fact: Fact, event: StreamEvent) -> State:
        assert isinstance(fact, Noted)
        text: object = fact.text
        if self.mended:
            text = "-" if fact.text in TROUBLES.values() else fact.text
        elif fact.text == "raise":
            raise ValueError("NUL \x00 and half of a pair \ud800")
        elif fact.text == "state":
            text = object()
        return State(state.stream, (*state.texts, text))

    def rows(self, state: State) -> Mapping[str, Sequence[TableRow]]:
        last = next((text for text in state.texts if text in TROUBLES.values()), (None, *state.texts)[-1])
        if last == "rows":
            raise LookupError("no rows")
        if "refused" in state.stream and not self.mended:
            last = "x" * 30
        row: TableRow = {"last": object() if last == "object" else last, "count": len(state.texts)}
        return {
            "note": [row, row] if last == "twice" else [row],
            "note_text": [{"place": place, "text": text} for place, text in enumerate(state.texts)],
        }


SUMMARY = Summary(
    name="note_list",
    version=1,
    columns={"name": "text", "share": "integer"},
    key="name",
    key_expression="n.stream",
    keys_of="select unnest(%(streams)s::text[])",
    select="select n.stream as name, 100 / length(n.last) as share from note n where {keys}",
)
_DECODER = Decoder(contracts={"Noted": Noted})

notes = Context(
    name="notes",
    origin="libs.events.tests.fold.notes:notes",
    subscribes=(Noted,),
    read_model=ReadModel(projections=(Notes(),), summaries=(SUMMARY,)),
    decoder=_DECODER,
)
mended = replace(notes, read_model=ReadModel(projections=(Notes(mended=True),), summaries=(SUMMARY,)))


def note(stream: str, sequence: int, text: str) -> Event:
    return event(stream, sequence, type="Noted", data=Noted(text=text).encode())
