"""The product as its files say it: its modules, and which of them each imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
SERVICES: Final = ("cockpit", "ingest", "issues", "lifecycle", "policy", "warning")
FOLDERS: Final = (
    "libs/events",
    "libs/service",
    *(f"services/{name}" for name in SERVICES),
    "deploy/local",
    "deploy/sources",
)


@cache
def modules() -> Mapping[str, Path]:
    """Every module of the product by its dotted name."""
    found = {}
    for folder in FOLDERS:
        place = ROOT / folder
        for file in sorted((place / "zhouqi").rglob("*.py")):
            parts = file.relative_to(place).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


@cache
def tree(module: str) -> ast.Module:
    """What the module's file says."""
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


def imports(module: str) -> set[str]:
    """The modules of the product that are imported as soon as ``module`` is, by its own words."""
    return {name for node in _at_once(tree(module)) for name in _named(node) if name in modules()}


def _at_once(node: ast.AST) -> Iterator[ast.AST]:
    """All that runs when the file is imported: what stands in functions or is only for types does not."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _at_once(child)


def _named(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom) and node.module is not None:
        inner = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name for name in inner if name in modules())
        if any(name not in modules() for name in inner):
            yield node.module
