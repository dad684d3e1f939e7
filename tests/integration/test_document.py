"""The document for departments says what the contracts say, and names only what is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from zhouqi.events.contract_tools import published, reference
from zhouqi.events.contracts import CONTRACTS

ROOT: Final = Path(__file__).parents[2]
DOCUMENT: Final = ROOT / "docs" / "integration.md"


def test_its_table_is_that_of_the_catalogue() -> None:
    text = DOCUMENT.read_text("utf-8")

    assert text == reference.placed(text), (
        "python -m zhouqi.events.contract_tools.reference docs/integration.md"
    )
    assert all(f"| `{name}` |" in text for name in CONTRACTS)


def test_a_table_that_says_something_else_is_written_anew() -> None:
    text = DOCUMENT.read_text("utf-8")

    assert reference.placed(text.replace("| `MilestoneReached` | 1 |", "| `MilestoneReached` | 2 |")) == text
    with pytest.raises(reference.NoPlace):
        reference.placed("no marks")


def test_what_it_points_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#][^)]*)\)", DOCUMENT.read_text("utf-8"))

    assert "examples/kcat.sh" in links
    assert [link for link in links if not (DOCUMENT.parent / link).exists()] == []


def test_the_example_in_python_is_twenty_lines_of_code() -> None:
    text = (ROOT / "docs" / "examples" / "subscribe.py").read_text("utf-8")
    code = re.sub(r'"""[\s\S]*?"""', "", text).splitlines()

    assert len([line for line in code if line.strip() and not line.strip().startswith("#")]) <= 20


def test_the_example_in_java_is_short() -> None:
    text = (ROOT / "docs/examples/java/src/main/java/department/Subscribe.java").read_text("utf-8")

    assert len(text.splitlines()) <= 80


def test_the_list_of_digests_is_beside_the_schemas() -> None:
    schemas = ROOT / "libs" / "events" / "schemas"

    assert published.read(schemas).keys() == published.texts(schemas).keys()
