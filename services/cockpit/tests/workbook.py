"""Reads an Excel file as another program would: from its XML, knowing nothing of the one that wrote it."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

_NAMES = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


class Book:
    """The texts and numbers of a workbook's cells."""

    def __init__(self, content: bytes) -> None:
        self._parts = zipfile.ZipFile(io.BytesIO(content))
        strings = self._xml("xl/sharedStrings.xml").findall("m:si", _NAMES)
        self._strings = ["".join(one.itertext()) for one in strings]

    @property
    def sheets(self) -> list[str]:
        """The sheets' names."""
        return [one.attrib["name"] for one in self._xml("xl/workbook.xml").iterfind(".//m:sheet", _NAMES)]

    def rows(self, sheet: int) -> list[dict[str, str]]:
        """Each row's cells by column letter, as text; empty cells are absent."""
        found = self._xml(f"xl/worksheets/sheet{sheet + 1}.xml").iterfind(".//m:row", _NAMES)
        return [dict(self._cells(row)) for row in found]

    def formulas(self) -> int:
        """How many cells of the whole book are computed."""
        sheets = [name for name in self._parts.namelist() if name.startswith("xl/worksheets/sheet")]
        return sum(len(self._xml(name).findall(".//m:f", _NAMES)) for name in sheets)

    def _cells(self, row: ET.Element) -> list[tuple[str, str]]:
        cells = []
        for cell in row.iterfind("m:c", _NAMES):
            value = cell.find("m:v", _NAMES)
            if value is not None and value.text is not None:
                letter = re.sub(r"\d", "", cell.attrib["r"])
                shared = cell.attrib.get("t") == "s"
                cells.append((letter, self._strings[int(value.text)] if shared else value.text))
        return cells

    def _xml(self, name: str) -> ET.Element:
        return ET.fromstring(self._parts.read(name))
