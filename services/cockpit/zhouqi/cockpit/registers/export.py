"""All that a list's file says, in the names of the registers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel

from zhouqi.cockpit.kit.as_of import as_of
from zhouqi.cockpit.kit.scope import ReaderScope
from zhouqi.cockpit.lists.definition import Selection
from zhouqi.cockpit.lists.export import Export, all_rows
from zhouqi.cockpit.registers.names import names_of_choices, reader_of
from zhouqi.events.log.connection import Conn
from zhouqi.service.http.language import Text
from zhouqi.service.identity.identity import Identity

R = TypeVar("R", bound=BaseModel)


async def export_of(
    conn: Conn,
    chosen: Selection[R],
    reader: ReaderScope,
    identity: Identity,
    *,
    values: Mapping[str, object] | None = None,
    notes: tuple[tuple[Text, str], ...] = (),
) -> Export[R]:
    """Every chosen row that ``reader`` sees, taken away by ``identity``. Raises Problem 422 for too many.

    ``values`` are those that the list's expressions speak of.
    """
    return Export(
        chosen,
        as_of=await as_of(conn),
        rows=await all_rows(conn, chosen.within(reader, values)),
        names=await names_of_choices(conn),
        by=await reader_of(conn, identity),
        notes=notes,
    )
