"""A projection whose tables have a column of each kind; its rows are written as they are given."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec

from zhouqi.events import JOURNAL, Fact, Projection, StreamEvent, Table
from zhouqi.events.fold.projection import TableRow


class Colour(StrEnum):
    RED = "red"
    NULL = "null"


class Of(msgspec.Struct, frozen=True):
    said: str | None


class Everything(Projection[Of | None]):
    """Rows with a column of each kind; nothing of it is folded here."""

    name = "everything"
    version = 1
    log = JOURNAL
    category = "everything"
    state = Of
    tables = (
        Table(
            "one",
            {
                "text": "text",
                "number": "integer",
                "amount": "numeric",
                "yes": "boolean",
                "day": "date",
                "at": "timestamptz",
                "id": "uuid",
                "colour": "text",
                "texts": "text[] not null",
                "days": "date[]",
                "said": "json",
                "known": "jsonb",
            },
            indexes=("number",),
        ),
        Table("many", {"place": "integer", "text": "text not null"}, key=("place",)),
    )

    def initial(self, stream: str) -> Of | None:
        return None

    def evolve(self, state: Of | None, fact: Fact, event: StreamEvent) -> Of | None:
        return state

    def rows(self, state: Of | None) -> Mapping[str, Sequence[TableRow]]:
        return {}


EVERYTHING = Everything()
