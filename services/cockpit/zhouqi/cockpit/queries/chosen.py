"""What people type and choose, as conditions."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import sql

from zhouqi.service.predicate import Predicate


def containing(text: str) -> str:
    r"""The pattern of ``ilike`` for what contains ``text``, whose characters mean themselves.

    >>> containing(" 100% ")
    '%100\\\\%%'
    """
    literal = text.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{literal}%"


def one_of(column: str, name: str, chosen: Sequence[str]) -> Predicate:
    """``column`` has one of the ``chosen`` values; ``name`` is that of the placeholder."""
    condition = sql.SQL("{} = any({}::text[])").format(sql.Identifier(column), sql.Placeholder(name))
    return Predicate(condition, {name: [str(one) for one in chosen]})
