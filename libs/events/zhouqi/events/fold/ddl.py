"""The statements that make a projection's tables, their views and indexes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

_NEEDED: Final = " not null"
_FOLD_VIEW: Final = (
    "create view {} as select stream, fold_sequence as sequence, fold_state as state, stuck from {}"
)
_OWN_VIEW: Final = "create view {} as select stream, {}, stuck is not null as stuck from {} where has_row"


def stream_ddl(name: str, fold_view: str, own: str | None, columns: Mapping[str, str]) -> list[str]:
    """The table of what a stream has once, and its views: one of the states, and ``own`` of its single row."""
    made = {
        "stream": 'text collate "C" not null',
        "fold_sequence": "integer not null",
        "fold_state": "json",
        "stuck": "text",
    }
    checked = ""
    if own is not None:
        made |= {"has_row": "boolean not null default false"}
        made |= {column: kind.removesuffix(_NEEDED) for column, kind in columns.items()}
        needed = [f"{column} is not null" for column, kind in columns.items() if kind.endswith(_NEEDED)]
        checked = f", check (not has_row or ({' and '.join(needed)}))" if needed else ""
    table = f"create table {name} ({', '.join(' '.join(column) for column in made.items())}{checked})"
    views = [_OWN_VIEW.format(own, ", ".join(columns), name)] if own is not None else []
    return [table, *views, _FOLD_VIEW.format(fold_view, name)]


def key_ddl(table: str) -> str:
    """The index that makes a table's stream unique."""
    return f"create unique index {table}_key on {table} (stream)"


def index_ddl(table: str, indexes: Sequence[str]) -> list[str]:
    """The indexes of a table, with names: those that the server chooses collide when made side by side."""
    numbered = enumerate(indexes, start=1)
    return [f"create index {table}_{number} on {table} ({columns})" for number, columns in numbered]
