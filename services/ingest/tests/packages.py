"""Workbooks made part by part, so that a test can put into one whatever a program or a person may have."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DAY, SIX_DIGITS, TWO_PLACES, ACCOUNTING, TEXT = range(1, 6)
"""Styles of cells: what a number shows as."""


def text(said: str) -> str:
    """A cell of text, as it is typed."""
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(said)}</t></is>'


def number(written: str, style: int = 0) -> str:
    """A number as it stands in the file."""
    return f' s="{style}"><v>{written}</v>'


def day(serial: int) -> str:
    """A number that shows as a day."""
    return f' s="{_DAY}"><v>{serial}</v>'


def truth(value: int) -> str:
    """TRUE or FALSE."""
    return f' t="b"><v>{value}</v>'


def error(shown: str) -> str:
    """An error as a formula gives it."""
    return f' t="e"><f>VLOOKUP(A1,B:B,2,0)</f><v>{shown}</v>'


def formula(result: str | None) -> str:
    """A formula, with its result or, as programs write it, without."""
    return ' t="str"><f>A1</f>' + (f"<v>{result}</v>" if result is not None else "")


def cell(place: str, content: str) -> str:
    """A cell where it stands, as XML."""
    return f'<c r="{place}"{content}</c>'


def rows(*lines: Sequence[str | None], first: int = 1) -> str:
    """Rows of cells, each made by one of the above, from row ``first`` on."""
    return "".join(
        f'<row r="{row}">'
        + "".join(cell(f"{chr(65 + column)}{row}", one) for column, one in enumerate(line) if one is not None)
        + "</row>"
        for row, line in enumerate(lines, start=first)
    )


def header(columns: Mapping[str, str]) -> list[str]:
    """The row of headers."""
    return [text(name) for name in columns]


def sheet(data: str, before: str = "") -> str:
    """A sheet with what stands in it."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet {_MAIN}><sheetData>{data}</sheetData></worksheet>'


def package(*sheets: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A workbook of sheets, and further parts."""
    numbers = range(1, len(sheets) + 1)
    written = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": _links({1: ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_LINKS}"><sheets>'
        + "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _links(
            {
                **{n: ("worksheet", f"worksheets/sheet{n}.xml") for n in numbers},
                98: ("styles", "styles.xml"),
                99: ("sharedStrings", "sharedStrings.xml"),
            }
        ),
        "xl/styles.xml": f"<styleSheet {_MAIN}>"
        '<numFmts><numFmt numFmtId="176" formatCode="000000"/>'
        '<numFmt numFmtId="177" formatCode="0_);[Red]\\(0\\)"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="176"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
        '<xf numFmtId="176"/><xf numFmtId="2"/><xf numFmtId="177"/><xf numFmtId="49"/></cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{n}.xml": one for n, one in zip(numbers, sheets, strict=True)},
        **(parts or {}),
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in written.items():
            # Without a time of its own, so that the same parts are the same bytes.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def shared_strings(*texts: str) -> Mapping[str, str]:
    """The part that cells of the type ``s`` point into."""
    said = "".join(f"<si><t>{escape(one)}</t></si>" for one in texts)
    return {"xl/sharedStrings.xml": f"<sst {_MAIN}>{said}</sst>"}


def lying(content: bytes, part: str, size: int) -> bytes:
    """The same archive, which says that ``part`` is ``size`` bytes long."""
    at = content.rindex(part.encode()) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    return content[: at + 24] + struct.pack("<I", size) + content[at + 28 :]


def _links(targets: Mapping[int, tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_LINKS}/{sort}" Target="{target}"/>'
        for n, (sort, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
