"""What commands print: tables for people, JSON for scripts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table

from zhouqi.events.clock import COUNTY_ZONE

console = Console(highlight=False)


def print_json(value: object) -> None:
    """One JSON document on standard output."""
    print(json.dumps(value, ensure_ascii=False, default=_plain, indent=2))  # noqa: T201 - a command's output


def print_line(value: object) -> None:
    """One JSON document in one line."""
    print(json.dumps(value, ensure_ascii=False, default=_plain), flush=True)  # noqa: T201


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> None:
    """A table; where there are no rows, the sentence ``empty``."""
    found = [[_text(value) for value in row] for row in rows]
    if not found:
        console.print(empty, markup=False)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in found:
        table.add_row(*row)
    console.print(table, markup=False)


def print_facts(facts: Mapping[str, object]) -> None:
    """Names and values, one a line."""
    width = max(len(name) for name in facts)
    for name, value in facts.items():
        console.print(f"{name:<{width}}  {_text(value)}", markup=False)


def _text(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, datetime):
        return value.astimezone(COUNTY_ZONE).strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
