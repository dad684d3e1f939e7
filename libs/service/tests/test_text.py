"""Text is made one at the edge: what can't be seen is gone, and what looks the same is found as the same."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from zhouqi.service.text import PERSONAL, DocumentNumber, FreeText, Name, normalise, search_form

TEXTS = st.text(
    st.characters() | st.sampled_from("甲乙\u200b\u202e\u0301\u3000\n\r\t e\ufb01Ａ\u212b"), max_size=40
)


class Body(BaseModel):
    """What a route might take."""

    name: Name = "名称"
    text: FreeText = "内容"
    document: DocumentNumber = "浙发改〔2026〕1号"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("丙\u200b丁\u2060公\u00ad司", "丙丁公司"),
        ("\ufeff一期\u202e工厂\u202c", "一期工厂"),
        ("二\u2066期\u2069", "二期"),
        ("三\U000e0041期\U000e007f", "三期"),
        ("a\u3164b\u115fc\u2800d", "abcd"),
        ("葛\U000e0100洪", "葛洪"),
        ("e\u0301", "é"),
        ("z" + "\u0335" * 40, "z" + "\u0335" * 4),
        ("\x07铃\x9b", "铃"),
        ("甲\u00a0\u2003  乙", "甲 乙"),
        ("甲\n乙\t丙", "甲 乙 丙"),
        ("\ud800甲\uffff", "甲"),
    ],
)
def test_signs_that_cannot_be_seen_are_taken_out(typed: str, stored: str) -> None:
    assert normalise(typed) == stored


def test_several_lines_keep_their_lines_and_indents() -> None:
    typed = "\u3000\u3000第一段。 \r\n\r\n\n\n\u3000\u3000第二段\u2028第三行\t完\u200b "
    assert normalise(typed, lines=True) == "第一段。\n\n\u3000\u3000第二段\n第三行 完"


@given(text=TEXTS, lines=st.booleans())
@example(text="a\u0300\u0301\u0302\u0303\u0304\u0305", lines=False)
@example(text="\u1100\u200b\u1161", lines=True)
def test_normalising_twice_is_normalising_once(text: str, lines: bool) -> None:
    once = normalise(text, lines=lines)
    assert normalise(once, lines=lines) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Cn"} for c in once if c != "\n")


@given(TEXTS)
@example("\u0345\u03b1")
@example("\u00b4")
@example("\u1e9e\ufb03")
def test_the_search_form_of_a_search_form_is_itself(text: str) -> None:
    form = search_form(text)
    assert search_form(form) == form == search_form(normalise(text))


@pytest.mark.parametrize(
    ("stored", "looked_for"),
    [("丙\u200b丁公司", "丙丁"), ("ＡＢＣ工厂", "abc"), ("Straße 5 号", "STRASSE"), ("ﬁne㎡", "FINEM2")],
)
def test_what_looks_the_same_is_found(stored: str, looked_for: str) -> None:
    assert search_form(looked_for) in search_form(stored)


@pytest.mark.parametrize("field", ["name", "text", "document"])
@pytest.mark.parametrize("unseen", ["", " \n\t", "\u200b\u200b", "\u202e\u3164\u2800", "\ufeff"])
def test_what_nobody_sees_is_refused(field: str, unseen: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Body.model_validate({field: unseen})
    assert [error["type"] for error in refused.value.errors()] == ["string_too_short"]


@pytest.mark.parametrize("field", ["name", "text", "document"])
def test_personal_data_is_refused_by_kind_also_behind_unseen_signs(field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Body.model_validate({field: "致电 139\u200b0013\u200b9000"})
    (error,) = refused.value.errors()
    assert (error["type"], error["loc"], error["ctx"]) == (PERSONAL, (field,), {"found": "mobile"})


def test_a_length_is_that_of_what_is_stored() -> None:
    assert Body(name="名" * 100 + "\u200b" * 50).name == "名" * 100
    with pytest.raises(ValidationError):
        Body(name="名" * 101)
