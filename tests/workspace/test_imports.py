"""Every module can be imported alone: none needs another that already needs it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PARTS: Final = sorted(one for one in ROOT.glob("*/*/zhouqi") if (one.parent / "pyproject.toml").exists())


def _modules() -> dict[str, Path]:
    """Every module of the workspace by its dotted name."""
    return {
        ".".join(file.relative_to(part.parent).with_suffix("").parts).removesuffix(".__init__"): file
        for part in PARTS
        for file in part.rglob("*.py")
    }


def _imported(tree: ast.Module) -> Iterator[tuple[str, str | None]]:
    """What is imported while the module itself is: a module, or a name that may be one."""
    pending: list[ast.stmt] = list(tree.body)
    while pending:
        match pending.pop():
            case ast.Import(names=names):
                yield from ((one.name, None) for one in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from ((module, one.name) for one in names)
            case ast.If(test=ast.Name(id="TYPE_CHECKING"), orelse=orelse):
                pending += orelse
            case ast.If(body=body, orelse=orelse):
                pending += body + orelse
            case ast.Try(body=body, handlers=handlers, orelse=orelse):
                pending += body + orelse + [line for handler in handlers for line in handler.body]
            case _:
                pass


def needs(modules: Mapping[str, str]) -> dict[str, set[str]]:
    """Module -> the modules that must be there before its own lines have run, given the text of each.

    A module is there after the packages that it lies in; those of the importing module itself have begun before it.
    """
    found: dict[str, set[str]] = {}
    for name, text in modules.items():
        imported = {
            f"{module}.{leaf}" if f"{module}.{leaf}" in modules else module
            for module, leaf in _imported(ast.parse(text))
        }
        around = {package for one in imported for package in _packages(one)} - _packages(name)
        found[name] = (imported | around) & modules.keys() - {name}
    return found


def _packages(module: str) -> set[str]:
    parts = module.split(".")
    return {".".join(parts[:length]) for length in range(1, len(parts))}


def test_no_module_needs_itself_by_way_of_others() -> None:
    modules = {name: file.read_text("utf-8") for name, file in _modules().items()}
    assert len(modules) > 500

    TopologicalSorter(needs(modules)).prepare()


def test_a_circle_is_found() -> None:
    circle = {"z.a": "from z import b", "z.b": "from z.c import name", "z.c": "import z.a"}

    with pytest.raises(CycleError):
        TopologicalSorter(needs(circle)).prepare()
    TopologicalSorter(needs({**circle, "z.c": "def late():\n    import z.a"})).prepare()


def test_a_circle_by_way_of_a_package_is_found() -> None:
    rooms = {
        "z.a": "from z.a import c",
        "z.a.c": "import z.b.d",
        "z.b": "from z.b import e",
        "z.b.d": "",
        "z.b.e": "",
    }

    TopologicalSorter(needs(rooms)).prepare()
    with pytest.raises(CycleError):
        TopologicalSorter(needs({**rooms, "z.b.e": "from z.a.c import name"})).prepare()
