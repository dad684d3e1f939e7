import pytest

from zhouqi.service.http.language import Language, Text, preferred


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, Language.ZH),
        ("", Language.ZH),
        ("en", Language.EN),
        ("en-GB,en;q=0.9,zh;q=0.8", Language.EN),
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.ZH),
        ("en;q=0.3, zh;q=0.7", Language.ZH),
        ("fr, *;q=0.5", Language.ZH),
        ("en;q=nonsense", Language.ZH),
        ("en;q=0", Language.ZH),
        (";;;,,,", Language.ZH),
    ],
)
def test_the_header_chooses_the_language(header: str | None, language: Language) -> None:
    assert preferred(header) is language


def test_a_text_has_both_languages() -> None:
    text = Text("甲", "A")
    assert (text.in_(Language.ZH), text.in_(Language.EN)) == ("甲", "A")
