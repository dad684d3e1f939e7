"""What clerks write is read as what it surely means, exactly, and left as it is where it is not sure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhouqi.ingest.fields.clerk_writing import (
    IN_WAN,
    as_amount,
    as_code,
    as_count,
    as_day,
    as_time,
    from_serial,
)
from zhouqi.ingest.fields.codes import read_amount, read_day
from zhouqi.ingest.fields.columns import Column, Form, header_in, split_unit

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
AMOUNTS = st.decimals(0, 10**9, places=4, allow_nan=False, allow_infinity=False)
_WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


def wide(text: str) -> str:
    """The same in full-width signs."""
    return text.translate(_WIDE)


@given(
    DAYS,
    st.sampled_from(["{0:%Y-%m-%d}", "{y}.{m}.{d}", "{y}/{m}/{d}", "{y}年{m}月{d}日", "{0:%Y%m%d}"]),
    st.booleans(),
)
def test_a_day_is_read_however_it_is_written(day: date, form: str, full: bool) -> None:
    written = form.format(day, y=day.year, m=day.month, d=day.day)

    assert as_day(wide(written) if full else written) == day.isoformat()
    assert as_day(f" {written} 00:00:00 ") == day.isoformat()
    assert read_day(as_day(written)) == day


@pytest.mark.parametrize(
    "written",
    [
        "2026年3月",
        "3月5日",
        "26.3.5",
        "2026-02-30",
        "2026.13.1",
        "2026-3.5",
        "46086",
        "20261",
        "待定",
        "2026-03-05 起",
        "",
    ],
)
def test_what_is_no_whole_day_stays_as_it_is(written: str) -> None:
    assert as_day(written) == written


@given(DAYS, st.booleans())
def test_a_day_that_excel_counts_is_that_day_by_either_count(day: date, date1904: bool) -> None:
    begin = date(1904, 1, 1) if date1904 else date(1899, 12, 30)

    assert from_serial((day - begin).days + 0.75, date1904=date1904) == day


@pytest.mark.parametrize("number", [0.0, 42.0, 2026.0, 20260305.0, 1e300, -5.0])
def test_other_numbers_are_no_days(number: float) -> None:
    assert from_serial(number, date1904=False) is None


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(lambda at: at.replace(microsecond=0)))  # noqa: DTZ001
def test_a_time_without_a_zone_is_the_county_s(at: datetime) -> None:
    meant = at.replace(tzinfo=UTC) - timedelta(hours=8)

    for written in (
        f"{at:%Y-%m-%d %H:%M:%S}",
        f"{at.year}.{at.month}.{at.day} {at:%H:%M:%S}",
        at.isoformat(),
    ):
        assert datetime.fromisoformat(as_time(written)) == meant


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-10-30T09:00:00+08:00\n", "2026-10-30T09:00:00+08:00"),
        ("2026年10月30日9时5分", "2026-10-30T09:05:00+08:00"),
        ("2026/10/30 9:05 Z", "2026-10-30T09:05:00+00:00"),
        ("2026-10-30", "2026-10-30"),
        ("2026-10-30 25:00", "2026-10-30 25:00"),
    ],
)
def test_a_time_is_a_day_and_a_clock(written: str, said: str) -> None:
    assert as_time(written) == said


@given(AMOUNTS, st.booleans(), st.booleans())
def test_an_amount_survives_separators_full_width_and_signs(amount: Decimal, full: bool, sign: bool) -> None:
    written = f"{'¥' if sign else ''}{amount:,f}"

    assert Decimal(as_amount(wide(written) if full else written, "万元") or "-1") == amount


@given(AMOUNTS, st.sampled_from(sorted(IN_WAN)))
def test_a_unit_is_converted_exactly_and_back(amount: Decimal, unit: str) -> None:
    there = Decimal(f"{amount / IN_WAN[unit]:f}")

    for written, column in ((f"{there:f}", unit), (f"{there:,f}{unit}", "万元")):
        said = as_amount(written, column)
        assert said is not None
        assert Decimal(said) == amount
        assert read_amount(said) == amount


@given(
    st.decimals(0, 10**9, places=6, allow_nan=False, allow_infinity=False), st.sampled_from(sorted(IN_WAN))
)
def test_no_amount_is_ever_rounded(amount: Decimal, unit: str) -> None:
    said = as_amount(f"{amount:f}", unit)

    if said is not None:
        assert Decimal(said) == amount * IN_WAN[unit]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("12.50", "12.50"),
        ("125000", "125000"),
        ("1_000", "1_000"),
        ("1E+3", "1E+3"),
        ("12,34", "12,34"),
        ("1.234,50", "1.234,50"),
        ("-5", "-5"),
        ("约12", "约12"),
        ("12.5万元", "12.5"),
        ("12.5亿", "12.5亿"),
    ],
)
def test_what_is_no_plain_amount_stays_as_it_is(written: str, said: str) -> None:
    assert as_amount(written, "万元") == said


def test_half_a_yuan_is_finer_than_a_record_keeps() -> None:
    assert as_amount("12345.67", "元") is None
    assert as_amount("12345.00", "元") == "1.2345"


def test_counts_and_codes() -> None:
    assert [as_count(one) for one in ("２０２４", "2024年", "1,234", "十")] == ["2024", "2024", "1234", "十"]
    assert [as_code(one) for one in (" 2203－330529 ", '="0042"', "9.13305E+17", "7E2", "A7E22")] == [
        "2203-330529",
        "0042",
        None,
        "7E2",
        "A7E22",
    ]


@given(st.text(max_size=30))
def test_reading_is_total_and_done_once(text: str) -> None:
    for read in (
        as_day,
        as_time,
        as_count,
        lambda one: as_amount(one, "万元") or "",
        lambda one: as_code(one) or "",
    ):
        assert read(read(text)) == read(text)


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("金额(万元)", "金额", "万元"),
        ("兑付 金额\n（元）*", "兑付金额", "元"),
        ("金额（单位：亿元）", "金额", "亿元"),
        ("金额", "金额", None),
        ("面积(亩)", "面积(亩)", None),
        ("元", "元", None),
    ],
)
def test_a_unit_is_no_part_of_a_name(header: str, name: str, unit: str | None) -> None:
    assert split_unit(header) == (name, unit)
    if unit:
        assert header_in(Column("金额(万元)", "amount", Form.AMOUNT), unit) == f"金额({unit})"
