"""The rooms of the cockpit: a slice shows the others its doors and nothing else, and files are small.

That each module can be imported alone is held for the whole workspace, that a slice knows only what stands below it
by the contract ``cockpit`` of import-linter.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import zhouqi.cockpit
from zhouqi.cockpit.slices import AREAS, SLICES

ROOT = Path(zhouqi.cockpit.__file__).parent
SHARED = ("kit", "lists")
"""What slices are made with."""
DOORS = ("conditions", "export", "list", "names", "queries", "schemas", "words")
"""The modules of a slice that other slices may import. Its projections, summary, routes and wiring are its own."""


def modules() -> Iterator[tuple[str, Path]]:
    """All modules of the cockpit by name."""
    for file in sorted(ROOT.rglob("*.py")):
        parts = ("zhouqi", "cockpit", *file.relative_to(ROOT).with_suffix("").parts)
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), file


def slice_of(module: str) -> str | None:
    """The slice that a module belongs to; None for the wiring and what all share."""
    parts = module.split(".")
    folder = parts[2] if len(parts) > 2 else ""
    return folder if folder not in ("", *SHARED) and (ROOT / folder).is_dir() else None


def broken_in(importer: str, source: str) -> list[str]:
    """What ``source`` imports of other slices although it is none of their doors."""
    imported = [
        node.module
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("zhouqi.cockpit.")
    ]
    own = slice_of(importer)
    return [
        name
        for name in imported
        if name is not None and slice_of(name) not in (None, own) and name.rpartition(".")[2] not in DOORS
    ]


def test_slices_import_one_another_by_their_doors() -> None:
    inside = {
        name: broken
        for name, file in modules()
        if slice_of(name) is not None and (broken := broken_in(name, file.read_text(encoding="utf-8")))
    }

    assert inside == {}


@pytest.mark.parametrize("inside", ["projection", "summary", "routes", "slice"])
def test_an_inside_is_found(inside: str) -> None:
    source = f"from zhouqi.cockpit.issues.{inside} import anything"

    assert broken_in("zhouqi.cockpit.overview.queries", source) == [f"zhouqi.cockpit.issues.{inside}"]
    assert broken_in("zhouqi.cockpit.issues.conditions", source) == []


def test_what_slices_are_made_with_knows_none_of_them() -> None:
    known = {
        (name, node.module)
        for name, file in modules()
        if name.split(".")[2:3] and name.split(".")[2] in SHARED
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and slice_of(node.module or "") is not None
    }

    assert known == set()


def test_a_slice_is_called_as_its_folder_and_so_are_its_areas() -> None:
    folders = {file.parent.name for _, file in modules() if file.name == "slice.py"} - set(SHARED)

    assert {one.name for one in SLICES} == folders
    assert set(AREAS) <= folders


def test_files_and_slices_are_small() -> None:
    lines = {name: len(file.read_text(encoding="utf-8").splitlines()) for name, file in modules()}
    slices = {slice_of(name) for name in lines} - {None}

    assert {name: count for name, count in lines.items() if count > 250} == {}
    for folder in slices:
        whole = sum(count for name, count in lines.items() if slice_of(name) == folder)
        assert whole <= 500, f"{folder} has {whole} lines"


@pytest.mark.usefixtures("processes")
@pytest.mark.parametrize(("module", "has_http"), [("context", "False"), ("app", "True")])
def test_what_a_rebuild_s_workers_load_has_no_http(module: str, has_http: str) -> None:
    program = f"import sys, zhouqi.cockpit.{module}; print('fastapi' in sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)

    assert loaded.stdout.strip() == has_http
