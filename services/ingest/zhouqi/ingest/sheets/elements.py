"""The elements of an XML part, one after another, without keeping any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, NoReturn, TypeAlias
from xml.parsers import expat

from zhouqi.ingest.sheets.refusal import RefusalCause, UnreadableWorkbook

Name: TypeAlias = str
_AT_ONCE = 64 * 1024


def elements(stream: IO[bytes], most: int) -> Iterator[tuple[Name, Mapping[str, str]]]:
    """Each element that begins: its name without the namespace, and its attributes as they are written.

    No workbook has a document type, so none is read: what entities could be made of one is never unfolded.
    Raises UnreadableWorkbook, for more than ``most`` elements too.
    """
    begun: list[tuple[Name, Mapping[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, values: begun.append((name, values))
    parser.StartDoctypeDeclHandler = _no_document_type
    count, more = 0, True
    while more:
        read = stream.read(_AT_ONCE)
        more = bool(read)
        try:
            parser.Parse(read, not more)
        except expat.ExpatError as error:
            raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK) from error
        count += len(begun)
        if count > most:
            raise UnreadableWorkbook(RefusalCause.TOO_LARGE)
        for name, values in begun:
            yield name.rpartition(":")[2], values
        begun.clear()


def _no_document_type(*_: object) -> NoReturn:
    raise UnreadableWorkbook(RefusalCause.NO_WORKBOOK)
