"""The rules of the county are a file that is checked before anything runs."""

from datetime import date

import pytest

from zhouqi.events.contracts.issues import Category
from zhouqi.issues.issue import rules
from zhouqi.service.rules.rulebook import RuleBook, RulesError

VERSION = """
[[edition]]
version = "{version}"
effective_on = {effective}
sign_days = 1
rate_days = 3
most_reopenings = 2
least_stars = 3
least_answer = 4
least_reason = 2
cut_off_hour = 17
[edition.answer_days]
land = 15
permits = 5
construction = 10
utilities = 5
finance = 10
labour = 5
policy = 3
other = 5
"""
FIRST = VERSION.format(version="a", effective="2021-01-01")
SECOND = VERSION.format(version="b", effective="2026-07-01")


def test_the_released_rules_say_something_for_every_category() -> None:
    assert set(rules.rule_book().on(date(2026, 10, 30)).answer_days) == set(Category)


def test_a_version_is_in_force_until_the_next_one_is() -> None:
    book = RuleBook.parse("issues", {"rules.toml": FIRST + SECOND}, rules.Rules)

    assert [book.on(day).version for day in (date(2020, 1, 1), date(2026, 6, 30), date(2026, 7, 1))] == [
        "a",
        "a",
        "b",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "edition = 1",
        "[[edition",
        FIRST + FIRST,
        FIRST.replace("sign_days = 1", "sign_days = 0"),
        FIRST.replace("land = 15\n", ""),
        FIRST.replace("cut_off_hour", "cutoff_hour"),
    ],
)
def test_a_file_that_is_not_right_is_refused(text: str) -> None:
    with pytest.raises(RulesError):
        RuleBook.parse("issues", {"rules.toml": text}, rules.Rules)
