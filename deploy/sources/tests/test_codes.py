import pytest
from deploy.sources.tests.reader import NEW_CODE
from hypothesis import given
from hypothesis import strategies as st
from stdnum import numdb
from stdnum.cn import uscc

from zhouqi.sources.county.codes import (
    credit_code,
    credit_code_check,
    organisation_check,
    project_code,
    scatter,
)
from zhouqi.sources.county.place import COUNTY, TOWNSHIPS

seeds = st.integers(0, 2**31)


@given(seeds, st.integers(0, 31**6 - 1))
def test_every_credit_code_passes_an_independent_check(seed: int, number: int) -> None:
    code = credit_code(COUNTY.code, number, seed)

    assert uscc.validate(code) == code
    assert code[2:8] == COUNTY.code
    assert organisation_check(code[8:16]) == code[16]


@pytest.mark.parametrize("code", ["91110000600037341L", "91350100M000100Y43", "91330523MA2B3C0290"])
def test_check_digits_of_known_codes_also_where_the_sum_is_a_multiple_of_31(code: str) -> None:
    assert credit_code_check(code[:17]) == code[17]


def test_the_organisation_code_within_a_known_code_checks() -> None:
    assert organisation_check("60003734") == "1"


@given(seeds, st.lists(st.integers(0, 999_999), min_size=2, max_size=50, unique=True))
def test_different_numbers_never_get_the_same_code(seed: int, numbers: list[int]) -> None:
    for space in (31**6, 1_000_000, 999_999_937):
        assert len({scatter(number, seed, space) for number in numbers}) == len(numbers)
    assert len({credit_code(COUNTY.code, number, seed) for number in numbers}) == len(numbers)


@given(seeds, st.integers(2021, 2036), st.integers(1, 12), st.integers(0, 999_999))
def test_project_codes_have_the_form_of_the_standard(seed: int, year: int, month: int, number: int) -> None:
    code = project_code(year, month, COUNTY.code, "07", "02", number, seed)

    assert NEW_CODE.fullmatch(code)
    assert len(code) == 24
    assert code.startswith(f"{year - 2000:02d}{month:02d}-{COUNTY.code}-07-02-")


def test_the_county_is_fictional_and_its_townships_belong_to_it() -> None:
    *_, (_, county_facts) = numdb.get("cn/loc").info(COUNTY.code)

    assert "county" not in county_facts
    assert len({township.code for township in TOWNSHIPS}) == len({t.name for t in TOWNSHIPS}) == 12
    assert all(len(t.code) == 9 and t.code.startswith(COUNTY.code) for t in TOWNSHIPS)
