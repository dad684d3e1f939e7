"""The pages for those who come new: every path and module they name is there, and the plain path is short."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from tests.workspace.product import ROOT, modules

pytestmark = pytest.mark.usefixtures("processes")

DOCS: Final = ROOT / "docs"
PAGES: Final = (
    "README.md",
    "README.zh-CN.md",
    "docs/adding-a-capability.md",
    "docs/architecture.md",
    "docs/delivery.md",
    "docs/integration.md",
    "docs/operations.md",
    *(f"docs/adr/{name}" for name in ("README.md", "0050-rooms-and-names.md")),
    *(str(page.relative_to(ROOT)) for page in sorted(ROOT.glob("services/*/README.md"))),
    "deploy/sources/README.md",
)
READABLE: Final = 2_500
"""Lines of the plain path at most."""
_LINK: Final = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_PATH: Final = re.compile(r"`((?:libs|services|deploy|docs|tests)/[\w./-]+)`")
_FILE: Final = re.compile(r"`((?:[\w.-]+/)*[\w-]+\.(?:py|ts|tsx|toml|cedar))`")
_MODULE: Final = re.compile(r"(?<![\w./:-])zhouqi(?:\.[A-Za-z_]+)+")
_MECHANISM: Final = re.compile(r"`((?:bus|commands|fold|log)\.(?!py)[a-z_]+|contracts|contract_tools|fast)`")


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def missing_paths(page: str, text: str) -> Iterator[str]:
    """What the page links to, or names by its path from the top or from beside the page, and is not there."""
    for link in _LINK.findall(text):
        if "://" not in link and not (ROOT / page).parent.joinpath(link).exists():
            yield link
    for path in _PATH.findall(text):
        if not (ROOT / path).exists() and not (ROOT / page).parent.joinpath(path).exists():
            yield path


@cache
def files() -> frozenset[str]:
    """Every file of the repository by its path from the top, with a stroke before it."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True)
    return frozenset(f"/{path}" for path in listed.stdout.splitlines())


def missing_files(text: str) -> Iterator[str]:
    """What the page calls a file, by the end of its path, and is none."""
    for name in _FILE.findall(text):
        if not any(path.endswith(f"/{name}") for path in files()):
            yield name


def missing_modules(text: str) -> Iterator[str]:
    """What the page names as a module of the product, or as something in one, and is none."""
    for name in _MODULE.findall(text):
        home, _, thing = name.rpartition(".")
        known = name in modules() or any(other.startswith(f"{name}.") for other in modules())
        if not known and not (
            home in modules() and re.search(rf"\b{thing}\b", modules()[home].read_text("utf-8"))
        ):
            yield name


def between(text: str, begin: str, end: str) -> str:
    return text[text.index(f"<!-- {begin} -->") : text.index(f"<!-- {end} -->")]


def linked(text: str) -> list[Path]:
    return [DOCS.joinpath(link).resolve() for link in _LINK.findall(text)]


@pytest.mark.parametrize("page", PAGES)
def test_every_path_and_module_that_a_page_names_is_there(page: str) -> None:
    text = read(page)

    assert sorted(set(missing_paths(page, text))) == []
    assert sorted(set(missing_files(text))) == []
    assert sorted(set(missing_modules(text))) == []


def test_what_is_gone_is_found() -> None:
    assert list(missing_paths("docs/architecture.md", "[a](../libs/nowhere.py) `tests/nowhere`")) == [
        "../libs/nowhere.py",
        "tests/nowhere",
    ]
    assert list(missing_files("`evidence_of_old.py` `project/decider.py`")) == ["evidence_of_old.py"]
    assert list(missing_modules("`zhouqi.events.apart.Apart`, `zhouqi.events.log.event.Event`")) == [
        "zhouqi.events.apart.Apart"
    ]


def test_the_table_of_the_mechanism_names_its_modules() -> None:
    named = {f"zhouqi.events.{name}" for name in _MECHANISM.findall(read("docs/architecture.md"))}

    assert len(named) > 25
    assert named - modules().keys() == set()


def test_the_plain_path_is_read_in_an_hour() -> None:
    path = between(read("docs/architecture.md"), "reading path", "end of the reading path")
    said = [int(lines) for lines in re.findall(r"\) \| (\d+) \|", path)]
    lines = [len(file.read_text(encoding="utf-8").splitlines()) for file in linked(path)]

    assert lines == said
    assert f"| | {sum(lines)} |" in path
    assert sum(lines) <= READABLE
    assert not any("fast" in file.parts for file in linked(path))


def test_no_hop_of_the_walk_goes_back() -> None:
    walk = linked(between(read("docs/architecture.md"), "walk", "end of the walk"))

    assert len(walk) > 20
    assert len(set(walk)) == len(walk)
    places = [part for file in walk for part in file.parts if part in ("ingest", "lifecycle", "cockpit")]
    order = [place for number, place in enumerate(places) if place not in places[number - 1 : number]]
    assert list(dict.fromkeys(order)) == ["ingest", "lifecycle", "cockpit"]
    assert places == sorted(places, key=("ingest", "lifecycle", "cockpit").index)
