"""The columns of a kind's files: what each is called, also by clerks, and how what stands in it is meant."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final

import msgspec

_UNIT: Final = re.compile(r"\((?:单位:)?(元|千元|万元|百万元|亿元)\)$|,?单位:(元|千元|万元|百万元|亿元)$")
_DROPPED: Final = re.compile(r"[\s*:]+")


class Form(StrEnum):
    """How the cells of a column are meant."""

    TEXT = "text"
    NAME = "name"
    """Text that names something: no program may have made a number or a day of it."""
    CODE = "code"
    """A number that was given to something, likewise; full-width signs and blanks around it mean nothing."""
    DAY = "day"
    TIME = "time"
    AMOUNT = "amount"
    """Money; the column's header or the sheet's title says in which unit, and it is read in 万元."""
    COUNT = "count"


TYPED: Final = frozenset({Form.NAME, Form.CODE})
"""Forms of what must stand in a cell as it was typed."""


class Column(msgspec.Struct, frozen=True):
    """A column: its header in the county's own sheets, the field it is, and what else clerks call it.

    A unit in brackets is no part of a name: ``金额(万元)`` and ``金额（元）`` are one column in two units.
    """

    header: str
    field: str
    form: Form = Form.TEXT
    synonyms: tuple[str, ...] = ()


def split_unit(header: str) -> tuple[str, str | None]:
    """A header as it is compared, and its unit: without blanks, line ends, asterisks and colons, half-width.

    >>> split_unit("兑付金额 （万元）*")
    ('兑付金额', '万元')
    """
    plain = _DROPPED.sub("", unicodedata.normalize("NFKC", header).replace("单位:", "单位\0"))
    plain = plain.replace("单位\0", "单位:")
    found = _UNIT.search(plain)
    return (plain, None) if found is None else (plain[: found.start()], found[1] or found[2])


def header_in(column: Column, unit: str | None) -> str:
    """The column's own header, with ``unit`` in the place of its own.

    >>> header_in(Column("金额(万元)", "amount", Form.AMOUNT), "元")
    '金额(元)'
    """
    name, own = split_unit(column.header)
    return column.header if unit is None or own is None else f"{name}({unit})"
