"""A person says under which header of a file a column stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from zhouqi.ingest.fields.columns import Column


def mapped(columns: Sequence[Column], said: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns, each by the header that was said for its field, and by that alone.

    A header that was said for one is no other's, whatever it is called.
    """
    taken = frozenset(header for header in said.values() if header)
    return tuple(
        replace(column, header=header, synonyms=())
        if (header := said.get(column.field))
        else replace(column, synonyms=tuple(name for name in column.synonyms if name not in taken))
        for column in columns
    )
