"""Rows of a sheet that are no records, known by the word that stands first in them; never by what they add up to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_TOTAL: Final = re.compile(
    r"(本页|本月|本年|全县|累计)?(合计|小计|总计|共计)(\((元|千元|万元|百万元|亿元)\))?:?"
)
_NOTE: Final = re.compile(
    r"(填表|制表|填报|审核|复核|经办|负责|单位负责)人:.*|(备注|说明|注)\d?:.*", re.DOTALL
)


def is_total(row: Sequence[object]) -> bool:
    """Whether the first cell that says anything is 合计, 小计 or 总计."""
    return _TOTAL.fullmatch(_first(row)) is not None


def is_note(row: Sequence[object]) -> bool:
    """Whether the first cell that says anything begins a line below the table: 填表人：, 注：."""
    return _NOTE.fullmatch(_first(row)) is not None


def _first(row: Sequence[object]) -> str:
    first = next((cell for cell in row if cell not in (None, "")), "")
    return "".join(unicodedata.normalize("NFKC", first).split()) if isinstance(first, str) else ""
