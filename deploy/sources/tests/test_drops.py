"""Workbooks in folders, read back with another library: rows, order, restart, the word that all is there."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from deploy.sources.tests.made_up import FIRST, all_made_up
from python_calamine import CalamineWorkbook

from zhouqi.sources.deliveries import Delivery, Feed, Kind
from zhouqi.sources.drops import Drops
from zhouqi.sources.drops.folder import put_whole
from zhouqi.sources.drops.sheets import SHEETS
from zhouqi.sources.drops.workbook import workbook
from zhouqi.sources.serving.batch_sizes import BatchSizes
from zhouqi.sources.serving.channel import ChannelDownError

HOURS = timedelta(hours=1)
END = FIRST + 2000 * HOURS
KINDS = (Kind.ACCEPTANCE, Kind.INPUTS, Kind.PAYMENT)
HEADERS = {
    Kind.ACCEPTANCE: "记录编号,更新时间,项目代码,施工许可证号,竣工验收日期,备案号,投产日期,作废",
    Kind.INPUTS: "记录编号,更新时间,项目代码,统一社会信用代码,年度,设备投资(万元),研发投入(万元),作废",
    Kind.PAYMENT: "记录编号,更新时间,项目代码,统一社会信用代码,政策名称,兑付日期,金额(万元),作废",
}
FIELDS = {
    Kind.ACCEPTANCE: ("project_code", "permit_number", "accepted_on", "document", "production_on"),
    Kind.INPUTS: ("project_code", "enterprise_code", "year", "equipment", "research"),
    Kind.PAYMENT: ("project_code", "enterprise_code", "policy", "paid_on", "amount"),
}


def drops(folder: Path, feeds: Mapping[Kind, Feed], shuffle: int = 0, county: str = "1:40:x") -> Drops:
    return Drops(folder, county, feeds, BatchSizes(shuffle))


def files(folder: Path, kind: Kind) -> list[Path]:
    return sorted((folder / kind).glob("*.xlsx"))


def rows(folder: Path, kind: Kind) -> list[list[object]]:
    """The rows of all workbooks of a kind, in the order of their names; every header is checked."""
    read: list[list[object]] = []
    for file in files(folder, kind):
        header, *body = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
        assert header == HEADERS[kind].split(",")
        first, last = (int(place) for place in file.stem.rpartition("_")[2].split("-"))
        assert (first, last) == (len(read), len(read) + len(body) - 1)
        read += [list(row) for row in body]
    return read


def expected(feeds: Mapping[Kind, Feed], kind: Kind, now: datetime) -> list[list[object]]:
    def row(delivery: Delivery) -> list[object]:
        record = delivery.record
        fields = [record[field] or "" for field in FIELDS[kind]]
        withdrawn = "是" if record["withdrawn"] else "否"
        return [delivery.record_id, delivery.source_time.isoformat(), *fields, withdrawn]

    return [row(delivery) for delivery in feeds[kind].published_by(now)]


def up_to(folder: Path, kind: Kind) -> datetime:
    return datetime.fromisoformat(json.loads((folder / kind / "delivered.json").read_text())["up_to"])


async def test_rows_are_dropped_in_order_and_the_word_says_until_when(tmp_path: Path) -> None:
    feeds = all_made_up(1200)
    wire = drops(tmp_path, feeds)

    for hours in (10, 10, 25, 1150):
        now = FIRST + hours * HOURS
        await wire.publish(now)

        for kind in KINDS:
            assert rows(tmp_path, kind) == expected(feeds, kind, now)
            assert up_to(tmp_path, kind) == now
    assert [file.name for file in files(tmp_path, Kind.PAYMENT)] == [
        "政策兑付_000000000-000000010.xlsx",
        "政策兑付_000000011-000000025.xlsx",
        "政策兑付_000000026-000000525.xlsx",
        "政策兑付_000000526-000001025.xlsx",
        "政策兑付_000001026-000001150.xlsx",
    ]


async def test_a_restart_goes_on_after_the_last_file_and_clears_away_what_was_left(tmp_path: Path) -> None:
    feeds = all_made_up(100)
    await drops(tmp_path, feeds).publish(FIRST + 40 * HOURS)
    half = tmp_path / "inputs" / ".投入情况_000000041-000000099.xlsx.part"
    half.write_bytes(b"PK")

    await drops(tmp_path, feeds).publish(END)

    assert not half.exists()
    for kind in KINDS:
        assert rows(tmp_path, kind) == expected(feeds, kind, END)


async def test_files_of_other_sizes_hold_the_same_rows(tmp_path: Path) -> None:
    feeds = all_made_up(1200)
    await drops(tmp_path / "one", feeds).publish(END)
    await drops(tmp_path / "other", feeds, shuffle=9).publish(END)

    for kind in KINDS:
        assert len(files(tmp_path / "other", kind)) > len(files(tmp_path / "one", kind))
        assert rows(tmp_path / "other", kind) == rows(tmp_path / "one", kind)


async def test_nothing_new_makes_no_file(tmp_path: Path) -> None:
    wire = drops(tmp_path, all_made_up(3))
    await wire.publish(END)
    before = {kind: files(tmp_path, kind) for kind in KINDS}

    await wire.publish(END + HOURS)

    assert {kind: files(tmp_path, kind) for kind in KINDS} == before
    assert up_to(tmp_path, Kind.INPUTS) == END + HOURS


async def test_an_empty_history_still_has_its_word(tmp_path: Path) -> None:
    await drops(tmp_path, all_made_up(0)).publish(END)

    assert all(up_to(tmp_path, kind) == END for kind in KINDS)


async def test_the_word_never_goes_back_also_over_a_restart(tmp_path: Path) -> None:
    feeds = all_made_up(3)
    await drops(tmp_path, feeds).publish(END)

    await drops(tmp_path, feeds).publish(END - HOURS)

    assert up_to(tmp_path, Kind.INPUTS) == END


async def test_a_folder_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    feeds, folder = all_made_up(100), tmp_path / "drops"
    folder.write_text("a file stands here")
    wire = drops(folder, feeds)
    with pytest.raises(ChannelDownError, match="the drop folder"):
        await wire.publish(END)

    folder.unlink()
    await wire.publish(END)

    assert rows(folder, Kind.PAYMENT) == expected(feeds, Kind.PAYMENT, END)


async def test_another_countys_workbooks_are_left_alone(tmp_path: Path) -> None:
    feeds = all_made_up(20)
    await drops(tmp_path, feeds).publish(FIRST + 5 * HOURS)

    with pytest.raises(ChannelDownError, match="another county"):
        await drops(tmp_path, feeds, county="2:40:x").publish(END)

    assert len(rows(tmp_path, Kind.PAYMENT)) == 6


def test_text_that_looks_like_a_formula_or_a_number_stays_text() -> None:
    (sheet,) = (sheet for sheet in SHEETS if sheet.kind is Kind.PAYMENT)
    (delivery,) = all_made_up(1)[Kind.PAYMENT].published_by(FIRST)
    record = {**delivery.record, "policy": "=1+1", "amount": "0012.50", "paid_on": "2024-02-30"}

    content = workbook(sheet, [Delivery(Kind.PAYMENT, "P", FIRST, FIRST, record)])

    _, row = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert row[4:7] == ["=1+1", "2024-02-30", "0012.50"]


def test_a_file_appears_whole(tmp_path: Path) -> None:
    put_whole(tmp_path / "one", b"old")
    put_whole(tmp_path / "one", b"new")

    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("one", b"new")]
