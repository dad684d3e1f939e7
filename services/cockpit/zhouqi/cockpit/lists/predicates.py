"""What people type and choose, as conditions."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from psycopg import sql

from zhouqi.service.storage.predicate import Predicate
from zhouqi.service.text import normalise


def containing(text: str) -> str:
    r"""The pattern of ``like`` for what contains ``text``, whose characters mean themselves.

    It is compared with a column ``searched`` (lower case, NFKC), so it has that form, up to its case.

    >>> containing(" 100% ")
    '%100\\\\%%'
    """
    literal = (
        unicodedata.normalize("NFKC", normalise(text))
        .replace("\\", "\\\\")
        .replace("%", "\\%")
        .replace("_", "\\_")
    )
    return f"%{literal}%"


def any_of(column: str, name: str, values: Sequence[str], *, some: bool) -> Predicate | None:
    """``column`` has one of ``values``; with ``some`` it is an array that holds one. None when there are none.

    ``name`` is that of the placeholder.
    """
    if not values:
        return None
    either = "{} && {}::text[]" if some else "{} = any({}::text[])"
    condition = sql.SQL(either).format(sql.Identifier(column), sql.Placeholder(name))
    return Predicate(condition, {name: list(values)})
