"""What a policy's expression may hold, and what is refused before anything runs."""

import pytest

from zhouqi.policy import expressions
from zhouqi.policy.profile import COLUMNS


@pytest.mark.parametrize(
    "expression",
    [
        "equipment >= 500",
        "above_scale and not specialised",
        "grade is null or grade <> 'D'",
        "grade in ('A', 'B')",
        "tax between 10 and 20.5",
        "CASE WHEN high_tech THEN research * 0.08 ELSE 5 END",
        "(equipment + research) / 2",
        "tax>=land_area*20",
        "-1 < equipment",
    ],
)
def test_columns_numbers_and_comparisons_are_let_in(expression: str) -> None:
    expressions.check(expression, COLUMNS)


@pytest.mark.parametrize(
    ("expression", "what"),
    [
        ("turnover > 1", "unknown column turnover"),
        ("(select 1) > 0", "unknown column select"),
        ("equipment > (select max(equipment) from profile)", "unknown column select"),
        ("sum(equipment) > 1", "function sum"),
        ("read_csv('/etc/passwd')", "function read_csv"),
        ("equipment (1)", "function equipment"),
        ("exists (select)", "function exists"),
        ("cast(equipment as double) > 1", "function cast"),
        ("equipment > 1; drop table x", "'; drop table x'"),
        ("equipment > 1 -- always", "comment"),
        ("equipment > 1 /* always */", "division"),
        ('"equipment" > 1', "equipment"),
        ("grade = 'A\\'", "A"),
        ("grade || 'A' = 'AA'", "||"),
        ("equipment > 1e9", "1e9"),
        ("equipment > $1", "$1"),
        ("township = '中", "中"),
        ("tax / land_area > 20", "division"),
        ("tax / 0.0 > 20", "division"),
        ("tax / (land_area) > 20", "division"),
    ],
)
def test_all_else_is_refused(expression: str, what: str) -> None:
    with pytest.raises(expressions.NotAllowed) as refused:
        expressions.check(expression, COLUMNS)

    assert what in str(refused.value)
