"""The rooms of ingest: no slice reaches into another one's inside, and a file has one idea.

That each module can be imported alone is held for the whole workspace, that a slice knows only what stands below it by
the contract ``ingest`` of import-linter.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import zhouqi.ingest

ROOT = Path(zhouqi.ingest.__file__).parent
TEXTS = {file.relative_to(ROOT): file.read_text("utf-8") for file in sorted(ROOT.rglob("*.py"))}
INSIDES = frozenset({"projection", "queries", "schemas", "routes", "rejections", "reactions"})
"""The files of a slice that the wiring names (app, context, read model), and no other slice."""
MOST_LINES = 250


def reached_into(text: str, own: str) -> Iterator[str]:
    """What a module of the slice ``own`` imports of the insides of others."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("zhouqi.ingest."):
            continue
        _, _, slice_, *inside = (node.module or "").split(".")
        if slice_ == own:
            continue
        yield from (part for part in inside if part in INSIDES)
        yield from (alias.name for alias in node.names if alias.name in INSIDES or alias.name.startswith("_"))


def test_no_slice_reaches_into_another() -> None:
    in_slices = {path: text for path, text in TEXTS.items() if len(path.parts) > 1}

    assert len(in_slices) > 100
    assert {
        path: found for path, text in in_slices.items() if (found := [*reached_into(text, path.parts[0])])
    } == {}


def test_a_reach_into_another_slice_is_seen() -> None:
    reaching = (
        "from zhouqi.ingest.monitor.queries import latest_runs\nfrom zhouqi.ingest.monitor import routes"
    )

    assert list(reached_into(reaching, "jobs")) == ["queries", "routes"]
    assert list(reached_into(reaching, "monitor")) == []


def test_a_file_has_one_idea() -> None:
    assert {path for path, text in TEXTS.items() if len(text.splitlines()) > MOST_LINES} == set()
