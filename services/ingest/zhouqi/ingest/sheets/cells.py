"""What a cell says, as the one who typed it saw it: Excel keeps a number's value, and not the text that it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

from zhouqi.ingest.fields.clerk_writing import as_amount, as_code, as_count, as_day, as_time, from_serial
from zhouqi.ingest.fields.columns import TYPED, Form

CellText: TypeAlias = str | Mapping[str, str] | None
"""The text of a cell, None for an empty one, or what stands there that is no text: its sort, and how it shows."""

SIGNIFICANT_DIGITS: Final = 15
"""Digits of a number that Excel keeps; what a person typed behind them is 0 by now."""
_EXACT_BELOW: Final = 10**SIGNIFICANT_DIGITS
RETYPE: Final = "[请重填]"
"""Begins a cell of a returned sheet whose value was not the text that was typed: nobody may take it as it is."""
GUARD: Final = "'"
"""Put before what a spreadsheet might take for a formula, and taken off again."""
_WRITING: Final[Mapping[Form, Callable[[str], str]]] = {
    Form.DAY: as_day,
    Form.TIME: as_time,
    Form.COUNT: as_count,
    Form.NAME: str.strip,
    Form.TEXT: str.strip,
}
ACTIVE: Final = ("=", "+", "-", "@", "\t", "\r")
"""What formulas begin with."""


def cell_text(cell: object, form: Form = Form.TEXT, *, dressed: bool = False) -> CellText:
    """A cell's text, before anything of it is read as what its column means.

    Where a column holds what must be typed, what may not be the text that was typed is told as what it is. A code of
    more than 15 digits has lost the others, one with a point its last zeros, one like 2026-3 has become a day, and
    one that is ``dressed`` shows otherwise than it is kept, such as 42 as 0042.
    """
    typed = form in TYPED
    match cell:
        case str() | None:
            return _unguarded(cell) or None
        case bool():
            return _no_text("truth", "TRUE" if cell else "FALSE") if typed else ("是" if cell else "否")
        case int() | float():
            return _number(float(cell), typed=typed, dressed=dressed)
        case datetime() | date():
            shown = _day(cell)
            return _no_text("day", shown) if typed else shown
        case _:
            return _no_text("time", str(cell))


def read_cell(
    cell: object, form: Form, *, unit: str | None = None, dressed: bool = False, date1904: bool | None = None
) -> tuple[CellText, CellText]:
    """What a cell says in the form that its field is read in, and as it was typed.

    ``unit`` is that of a column of amounts. ``date1904`` says from which year numbers are counted as days; None
    where that is not known, and no number is one.
    """
    if (
        form is Form.DAY
        and date1904 is not None
        and isinstance(cell, float | int)
        and not isinstance(cell, bool)
    ):
        day = from_serial(cell, date1904=date1904)
        if day is not None:
            return day.isoformat(), day.isoformat()
    typed = cell_text(cell, form, dressed=dressed)
    return (_meant(typed, form, unit) if isinstance(typed, str) else typed), typed


def without_value() -> CellText:
    """What an error or a formula without its result says."""
    return _no_text("no_value", "")


def _meant(typed: str, form: Form, unit: str | None) -> CellText:
    if typed.startswith(RETYPE):
        return _no_text("text", typed.removeprefix(RETYPE))
    if form is Form.AMOUNT:
        amount = as_amount(typed, unit or "万元")
        return _no_text("too_fine", typed) if amount is None else amount
    if form is Form.CODE:
        code = as_code(typed)
        return _no_text("number", typed) if code is None else code
    return _WRITING[form](typed)


def guarded(text: str) -> str:
    """``text`` as no spreadsheet takes it for a formula; reading takes off exactly the one sign that this puts on.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("1+1")
    ("'=1+1", "''=1+1", '1+1')
    """
    return f"{GUARD}{text}" if text.lstrip(GUARD).startswith(ACTIVE) else text


def _unguarded(text: str | None) -> str | None:
    """The text behind a guard against formulas."""
    if text is None or not text.startswith(GUARD):
        return text
    return text[1:] if text.lstrip(GUARD).startswith(ACTIVE) else text


def _number(value: float, *, typed: bool, dressed: bool) -> CellText:
    shown = f"{value:.{SIGNIFICANT_DIGITS}g}"
    if value.is_integer() and abs(value) < _EXACT_BELOW and not (typed and dressed):
        return str(int(value))
    return _no_text("number", shown) if typed else f"{Decimal(shown):f}"


def _day(cell: date) -> str:
    if isinstance(cell, datetime):
        whole = (cell + timedelta(milliseconds=500)).replace(microsecond=0)
        return whole.date().isoformat() if whole.time() == time() else whole.isoformat()
    return cell.isoformat()


def _no_text(sort: str, shown: str) -> CellText:
    return {"cell": sort, "shown": shown}
