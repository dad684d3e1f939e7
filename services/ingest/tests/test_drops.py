"""A folder that people put files into: what is read, what is refused by its name, and what is waited for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from services.ingest.tests.packages import header, package, rows, sheet, text

from zhouqi.ingest.fields.columns import Column, Form
from zhouqi.ingest.kinds import DropFolder
from zhouqi.ingest.sources import KnownFile, SourceFailed
from zhouqi.ingest.sources.drop_folder import folder
from zhouqi.ingest.sources.drop_folder.reader import DropFolderReader
from zhouqi.ingest.sources.reader import Page

WIRE = DropFolder("drop", (Column("编号", "id", Form.CODE),))


def book(*ids: str) -> bytes:
    """A workbook of records."""
    return package(sheet(rows(header(WIRE.headers), *[[text(one)] for one in ids])))


@dataclass
class Drop:
    """A folder, and what is remembered of it between two collections."""

    path: Path
    known: dict[bytes, KnownFile] = field(default_factory=dict)

    async def collect(self) -> tuple[list[object], dict[str, str]]:
        """The records that a collection finds, and the refusals that it says: file -> cause."""
        pages = await self.pages()
        return (
            [record["id"] for page in pages for record in page.items],
            {one.file: str(one.cause) for page in pages for one in page.broken},
        )

    async def pages(self) -> Sequence[Page]:
        """The pages of one collection; what became of the files is remembered."""
        reader, found = DropFolderReader(self.path.parent, WIRE, self.known), list[Page]()
        while not found or found[-1].more:
            page = await reader.page(found[-1].next if found else None)
            self.known |= {one.name: one for one in page.files.seen}
            for name in page.files.gone:
                del self.known[name]
            found.append(page)
        return found

    @property
    def unread(self) -> dict[str, str]:
        """The files that are known as not read."""
        return {one.shown: str(one.cause) for one in self.known.values() if one.cause is not None}

    def put(self, name: str | bytes, content: bytes) -> Path:
        """Put a file there."""
        path = self.path / os.fsdecode(name)
        path.write_bytes(content)
        return path


@pytest.fixture
def drop(processes: None, tmp_path: Path) -> Drop:
    made = Drop(tmp_path / WIRE.folder)
    made.path.mkdir()
    return made


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour has passed since anybody wrote to anything."""
    monkeypatch.setattr(folder, "time", lambda: 2**31)


async def test_a_name_says_nothing_of_what_was_read(drop: Drop) -> None:
    drop.put("7月.xlsx", book("7"))
    assert await drop.collect() == (["7"], {})

    drop.put("11月.xlsx", book("11"))
    drop.put("7月(更正).XLSX", book("7a"))
    assert await drop.collect() == (["11", "7a"], {})
    assert await drop.collect() == ([], {})


async def test_a_corrected_file_of_the_same_name_is_read_again(drop: Drop) -> None:
    drop.put("a.xlsx", book("100"))
    await drop.collect()

    for amount in ("120", "100"):
        drop.put("a.xlsx", book(amount))
        assert await drop.collect() == ([amount], {})


async def test_the_same_content_under_another_name_is_read_once(drop: Drop) -> None:
    file = drop.put("b.xlsx", book("1"))
    await drop.collect()

    file.rename(drop.path / "a.xlsx")
    drop.put("copy.xlsx", book("1"))

    assert await drop.collect() == ([], {})
    assert set(drop.known) == {b"a.xlsx", b"copy.xlsx"}


async def test_what_was_taken_away_is_read_when_it_comes_back(drop: Drop) -> None:
    drop.put("a.xlsx", book("1")).unlink()
    drop.put("a.xlsx", book("1"))
    await drop.collect()
    (drop.path / "a.xlsx").unlink()
    assert await drop.collect() == ([], {})

    drop.put("z.xlsx", book("1"))

    assert await drop.collect() == (["1"], {})


@pytest.mark.usefixtures("later")
async def test_a_file_that_nobody_wrote_to_is_not_opened_again(drop: Drop) -> None:
    drop.put("a.xlsx", book("1"))
    drop.put("b.xls", b"old")
    await drop.collect()

    (page,) = await drop.pages()

    assert not page.files.seen
    assert str(page.unkept) == "unread files:1"


async def test_half_of_a_file_is_waited_for_and_refused_if_no_more_comes(
    drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = book("1", "2")
    drop.put("a.xlsx", whole[: len(whole) // 2])
    drop.put("b.xlsx", b"")
    drop.put("c.xlsx", whole)

    assert await drop.collect() == (["1", "2"], {})
    assert drop.unread == {"a.xlsx": "arriving", "b.xlsx": "arriving"}

    drop.put("a.xlsx", book("3"))
    assert await drop.collect() == (["3"], {})
    monkeypatch.setattr(folder, "time", lambda: 2**31)
    assert await drop.collect() == ([], {"b.xlsx": "incomplete"})
    drop.put("b.xlsx", book("4"))
    assert await drop.collect() == (["4"], {})
    assert not drop.unread


async def test_each_odd_thing_is_refused_by_its_name_and_the_others_are_read(drop: Drop) -> None:
    drop.put("a.xlsx", book("first"))
    drop.put("z.xlsx", book("last"))
    drop.put("投入情况11月.xlsx".encode("gbk"), book("gbk"))
    drop.put(b"\xff\xfe.xlsx", book("no encoding"))
    (drop.path / "b附件.xlsx").mkdir()
    (drop.path / "c.xlsx").symlink_to("nowhere")
    (drop.path / "d.xlsx").symlink_to("/etc/hostname")
    os.mkfifo(drop.path / "e.xlsx")
    for name in ("宏.xlsm", "说明.docx", "无后缀", "旧版.xls", "金山.et", "开放.ods"):
        drop.put(name, b"anything")

    read, refused = await drop.collect()

    assert read == ["first", "last"]
    assert refused == {
        "投入情况11月.xlsx": "file_name",
        "\\xff\\xfe.xlsx": "file_name",
        **dict.fromkeys(("b附件.xlsx", "c.xlsx", "d.xlsx", "e.xlsx"), "no_file"),
        **dict.fromkeys(("宏.xlsm", "说明.docx", "无后缀"), "other_format"),
        **dict.fromkeys(("旧版.xls", "金山.et", "开放.ods"), "other_content"),
    }
    assert drop.unread == refused
    assert await drop.collect() == ([], {})
    assert drop.unread == refused


async def test_a_file_that_may_not_be_read_is_read_once_it_may(
    drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop.put("a.xlsx", book("1"))
    drop.put("b.xlsx", book("2"))
    opened = os.open

    def locked(path: Path, flags: int) -> int:
        if Path(path).name == "a.xlsx":
            raise PermissionError(13, "Permission denied")
        return opened(path, flags)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", locked)
        patched.setattr(folder, "time", lambda: 2**31)
        assert await drop.collect() == (["2"], {"a.xlsx": "no_permission"})
        assert await drop.collect() == ([], {})
        assert drop.unread == {"a.xlsx": "no_permission"}

    assert await drop.collect() == (["1"], {})


async def test_what_nobody_means_to_deliver_is_passed(drop: Drop) -> None:
    for name in (
        ".a.xlsx.part",
        "~$a.xlsx",
        "a.xlsx.filepart",
        "B.TMP",
        ".~lock.a.xlsx#",
        "a.xlsx~",
        "Thumbs.db",
    ):
        drop.put(name, b"busy")
    (drop.path / ".hidden").mkdir()
    drop.put("delivered.json", b"{}")

    assert await drop.collect() == ([], {})
    assert not drop.known


async def test_a_refused_file_is_named_once_for_each_content(drop: Drop) -> None:
    drop.put("a.xlsx", b"one")
    assert await drop.collect() == ([], {"a.xlsx": "other_content"})

    drop.put("a.xlsx", b"one")
    assert await drop.collect() == ([], {})
    drop.put("a.xlsx", b"two")
    assert await drop.collect() == ([], {"a.xlsx": "other_content"})


async def test_many_files_come_in_pages_and_the_last_one_owes_what_was_not_read(drop: Drop) -> None:
    for number in range(3):
        drop.put(f"{number}.xlsx", book(*[f"{number}-{one}" for one in range(300)]))
    drop.put("0.doc", b"x")

    first, second = await drop.pages()

    assert (len(first.items), len(second.items)) == (600, 300)
    assert (first.unkept, str(second.unkept)) == (None, "unread files:1")


async def test_signs_that_cannot_be_seen_are_written_out_in_names(drop: Drop) -> None:
    drop.put("a\u202exslx.doc", b"x")

    assert (await drop.collect())[1] == {"a\\u202exslx.doc": "other_format"}


@pytest.mark.parametrize(
    "said",
    [
        '{"up_to": "2026-10-30T18:00:00+08:00", "who": "x"}',
        '\ufeff{"up_to": "2026-10-30T18:00:00+08:00"}',
    ],
)
async def test_the_word_of_the_source_is_read(drop: Drop, said: str) -> None:
    drop.put("delivered.json", said.encode())

    assert await DropFolderReader(drop.path.parent, WIRE).vouched_up_to() == datetime.fromisoformat(
        "2026-10-30T18:00:00+08:00"
    )


@pytest.mark.parametrize(
    "said",
    [
        b'{"up_to": "yesterday"}',
        b'{"up_to": "2026-10-30T18:00:00"}',
        b'{"up_to": "0001-01-01T00:00:00+14:00"}',
        b'{"up_to": "9999-12-31T23:59:59-12:00"}',
        b'{"until": "2026-10-30T18:00:00+08:00"}',
        b"[" * 9_000,
        b'{"up_to": ' + b"9" * 9_000 + b"}",
        '{"up_to": "昨天"}'.encode("gbk"),
        b"",
    ],
)
async def test_a_word_that_cannot_be_meant_is_malformed(drop: Drop, said: bytes) -> None:
    drop.put("delivered.json", said)

    with pytest.raises(SourceFailed, match="malformed"):
        await DropFolderReader(drop.path.parent, WIRE).vouched_up_to()


async def test_a_word_that_is_no_file_is_waited_for_by_nobody(drop: Drop) -> None:
    assert await DropFolderReader(drop.path.parent, WIRE).vouched_up_to() is None

    os.mkfifo(drop.path / "delivered.json")

    with pytest.raises(SourceFailed, match="unreachable delivered"):
        await DropFolderReader(drop.path.parent, WIRE).vouched_up_to()


async def test_a_folder_that_is_not_there_is_no_empty_one(tmp_path: Path) -> None:
    with pytest.raises(SourceFailed, match="unreachable"):
        await DropFolderReader(tmp_path / "nowhere", WIRE).page(None)
