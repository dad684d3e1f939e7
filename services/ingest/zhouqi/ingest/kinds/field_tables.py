"""The tables of fields in the documents for source departments: what each kind has to deliver, in which form.

They stand between the two marks of ``docs/delivery.md``; :mod:`zhouqi.ingest.kinds.export` writes them there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from zhouqi.ingest.fields import codes
from zhouqi.ingest.fields.columns import Column
from zhouqi.ingest.kinds import KINDS
from zhouqi.ingest.kinds.kind import Field, Kind
from zhouqi.ingest.kinds.shared_fields import OneOf
from zhouqi.ingest.kinds.wire import DropFolder, Exchange, Rest, Wire

BEGIN: Final = "<!-- kinds: made by python -m zhouqi.ingest.kinds.export -->"
END: Final = "<!-- end of kinds -->"
_FORMS: Final[Mapping[Callable[[str], object], str]] = {
    codes.read_day: "a day, `2026-10-30`",
    codes.read_amount: "a number, not negative, at most four decimals: money in 万元, areas in mu 亩, energy in 吨标煤",
    codes.read_hectares: "hectares 公顷, at most six decimals",
    codes.read_count: "a whole number in digits, at most six",
    codes.read_yes: "是 or 否",
    codes.project_reference: "a project code, with or without hyphens and blanks",
}
_NAMED: Final = {
    "project_code": "the project code 项目代码, `2509-330529-04-01-123456`",
    "enterprise_code": "the unified social credit code 统一社会信用代码, 18 signs, as text",
    "township_code": "the 9 digits of a registered township 乡镇",
    "industry_code": "GB/T 4754, `C3392`",
    "land_number": "the number of the land contract 电子监管号, as text",
    "permit_number": "the number of the construction permit 施工许可证号, as text",
    "site_code": "the code of the site, as text",
    "document": "the number of the document 文号, at most 100 characters",
}
"""What readers made for a field do not say of themselves."""
_TEXT: Final = "a line of text, no persons' data"


class NoPlace(Exception):
    """The file has not got the two marks between which the tables stand."""


def tables() -> str:
    """A table for each kind, in the order of a project's life."""
    return "\n".join(_section(kind) for kind in KINDS)


def with_tables(text: str) -> str:
    """``text`` with the tables between its marks. Raises NoPlace."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise NoPlace(f"no place for the tables: {BEGIN} … {END}")
    return f"{before}{BEGIN}\n{tables()}{END}{after}"


def _section(kind: Kind) -> str:
    hours = int(kind.every.total_seconds() // 3600)
    columns = (
        {column.field: _names(column) for column in kind.wire.columns}
        if isinstance(kind.wire, DropFolder)
        else {}
    )
    head = "| field | column | required | form |" if columns else "| field | required | form |"
    rule = "|---|---|---|---|" if columns else "|---|---|---|"
    rows = "".join(_row(field, columns) for field in kind.fields)
    return (
        f"### {kind.title.zh} `{kind.name}`\n"
        f"{kind.title.en}, from `{kind.source}`, owned by `{kind.department}`: {_where(kind.wire)},"
        f" read every {hours} hours.\n\n{head}\n{rule}\n{rows}"
    )


def _names(column: Column) -> str:
    """The header, and what clerks may call it instead."""
    return " / ".join((column.header, *column.synonyms))


def _row(field: Field, columns: dict[str, str]) -> str:
    cells = [f"`{field.name}`", *([columns.get(field.name, "–")] if columns else [])]
    form = f"{_form(field)}; not later than the business day" if field.happened else _form(field)
    return f"| {' | '.join([*cells, 'yes' if field.required else '', form])} |\n"


def _form(field: Field) -> str:
    if isinstance(field.read, OneOf):
        return "one of " + ", ".join(field.read.words)
    return _FORMS.get(field.read) or _NAMED.get(field.name) or _TEXT


def _where(wire: Wire) -> str:
    match wire:
        case Rest():
            return f"REST `{wire.path}`"
        case Exchange():
            return f"the table `{wire.table}` of the exchange database 前置库"
        case DropFolder():
            return f"files in the folder `{wire.folder}/`"
