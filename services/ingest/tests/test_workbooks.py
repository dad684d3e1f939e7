"""Real Excel files: headers to fields, broken ones passed, bounded in size, read where the last stopped."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from services.ingest.tests.raw import GOOD
from services.ingest.tests.systems import write_workbook

from zhouqi.ingest.kinds import BY_NAME, Drops
from zhouqi.ingest.wires import SourceFailed, workbook
from zhouqi.ingest.wires.drops import DropsReader
from zhouqi.ingest.wires.page import Broken

_WIRE = BY_NAME["acceptance"].wire
assert isinstance(_WIRE, Drops)
WIRE: Drops = _WIRE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / WIRE.folder
    made.mkdir()
    return made


def _name(number: int) -> str:
    return f"竣工验收_{number:09d}-{number:09d}.xlsx"


def _reader(folder: Path) -> DropsReader:
    return DropsReader(folder.parent, WIRE)


async def test_headers_are_fields_and_cells_are_text(folder: Path) -> None:
    write_workbook(folder / _name(0), WIRE, [GOOD["acceptance"]])

    page = await _reader(folder).page(None)

    assert page.items == [GOOD["acceptance"]]
    assert (page.next, page.more, page.broken) == (_name(0), False, ())


async def test_days_and_numbers_that_excel_made_of_texts_read_as_texts(folder: Path) -> None:
    book = xlsxwriter.Workbook(str(folder / _name(0)))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, list(WIRE.headers))
    sheet.write_row(1, 0, ["YS1", "2026-03-05T09:12:00+08:00", None, 330529])
    sheet.write_datetime(1, 4, datetime(2026, 2, 10), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
    book.close()

    (record,) = (await _reader(folder).page(None)).items

    assert (record["permit_number"], record["accepted_on"]) == ("330529", date(2026, 2, 10).isoformat())


async def test_files_are_read_once_in_the_order_of_their_names(folder: Path) -> None:
    for number in (2, 0, 1):
        write_workbook(folder / _name(number), WIRE, [{**GOOD["acceptance"], "record_id": f"YS{number}"}])
    (folder / f".{_name(3)}.part").write_bytes(b"half")
    (folder / "~$lock.xlsx").write_bytes(b"Excel's own")

    first = await _reader(folder).page(None)
    write_workbook(folder / _name(4), WIRE, [{**GOOD["acceptance"], "record_id": "YS4"}])
    second = await _reader(folder).page(first.next)

    assert [record["record_id"] for record in first.items] == ["YS0", "YS1", "YS2"]
    assert [record["record_id"] for record in second.items] == ["YS4"]
    assert (await _reader(folder).page(second.next)).items == []


async def test_what_is_no_workbook_is_named_and_passed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / _name(0)).write_bytes(b"no workbook at all")
    with zipfile.ZipFile(folder / _name(1), "w") as archive:
        archive.writestr("readme.txt", "an archive, but no workbook")
    write_workbook(folder / _name(2), Drops("acceptance", {"姓名": "name"}), [{"name": "x"}])
    write_workbook(folder / _name(3), WIRE, [GOOD["acceptance"]] * 3)
    write_workbook(folder / _name(4), WIRE, [GOOD["acceptance"]])
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)

    page = await _reader(folder).page(None)

    assert list(page.broken) == [
        Broken(_name(0), "no_workbook"),
        Broken(_name(1), "no_workbook"),
        Broken(_name(2), "no_header"),
        Broken(_name(3), "too_large"),
    ]
    assert len(page.items) == 1
    assert page.next == _name(4)


async def test_a_file_that_unpacks_to_too_much_is_not_unpacked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workbook(folder / _name(0), WIRE, [GOOD["acceptance"]])
    monkeypatch.setattr(workbook, "MOST_UNPACKED_BYTES", 1000)

    assert (await _reader(folder).page(None)).broken == (Broken(_name(0), "too_large"),)


async def test_the_word_of_the_source_is_read_or_there_is_none(folder: Path) -> None:
    assert await _reader(folder).up_to() is None

    (folder / "delivered.json").write_text('{"up_to": "2026-10-30T18:00:00+08:00"}')
    assert await _reader(folder).up_to() == datetime.fromisoformat("2026-10-30T18:00:00+08:00")

    (folder / "delivered.json").write_text('{"up_to": "yesterday"}')
    with pytest.raises(SourceFailed, match="malformed"):
        await _reader(folder).up_to()


async def test_a_folder_that_is_not_there_is_no_empty_one(tmp_path: Path) -> None:
    with pytest.raises(SourceFailed, match="unreachable"):
        await DropsReader(tmp_path / "nowhere", WIRE).page(None)
