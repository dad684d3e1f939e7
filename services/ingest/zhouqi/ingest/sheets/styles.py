"""How numbers show: whether a cell's style writes the digits alone, or dresses them up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

_PLAIN: Final = frozenset({"general", "0", "#", "@"})
_BUILT_IN: Final[Mapping[str, str]] = {"0": "General", "1": "0", "49": "@"}
_UNSEEN: Final = re.compile(r"_.|\*.|\[[^\]]*\]|\\ ")
"""Of a format: room of a sign's width, what fills the cell, colours and conditions, a blank."""


def plain_styles(found: Iterable[tuple[str, Mapping[str, str]]]) -> list[bool]:
    """From the elements of the styles: for each style of a cell, whether a number shows as its digits alone.

    Another one shows 42 as 0042, 42.00 or 4.2E+01: what its owner reads is not what stands in the file.
    """
    formats, plain, of_cells = dict(_BUILT_IN), list[bool](), False
    for name, values in found:
        match name:
            case "numFmt":
                formats[values.get("numFmtId", "")] = values.get("formatCode", "")
            case "cellXfs" | "cellStyleXfs" | "cellStyles" | "dxfs":
                of_cells = name == "cellXfs"
            case "xf" if of_cells:
                plain.append(is_plain_format(formats.get(values.get("numFmtId", "0"), "")))
            case _:
                pass
    return plain


def is_plain_format(code: str) -> bool:
    """Whether a format writes the digits of a number alone."""
    return _UNSEEN.sub("", code.partition(";")[0]).strip().lower() in _PLAIN
