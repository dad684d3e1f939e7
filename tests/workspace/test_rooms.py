"""The rooms: what lies in the file of which name, what slices see of each other, how long a file may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pytest

from tests.workspace.product import SERVICES, imports, modules, tree

LONGEST: Final = 300
LONGER: Final[Mapping[str, str]] = {}
"""Modules with more lines than that, and why. The list may only shrink."""
ROLES: Final[Mapping[str, str]] = {
    "Decider": "decider",
    "Projection": "projection",
    "Rejected": "rejections",
    "Summary": "summary",
    "Reaction": "reactions",
    "APIRouter": "routes",
}
"""A subclass of it, or what a call makes of it, stands in the file of that name of a capability's folder."""
REFUSING: Final = "Rejected"
"""Whoever decides raises it; only its subclasses have a place."""
ELSEWHERE: Final[Mapping[tuple[str, str], str]] = {
    (
        "zhouqi.cockpit.session.sign_in",
        "APIRouter",
    ): "only where an account may be chosen: apart from the session",
}
"""What stands in a file of another name, and why. The list may only shrink."""
SHARED: Final = ("kit", "lists")
"""Folders of the cockpit that are no capability: what slices are made with."""
OWN: Final = ("routes", "reactions", "rejections", "slice", "summary", "command_service")
"""The files of a slice that no other slice imports: it is asked by what it decides, folds, queries and shows."""
SHOWN: Final[Mapping[tuple[str, str], str]] = {
    ("zhouqi.lifecycle.progress.reactions", "zhouqi.lifecycle.claims.reactions"): (
        "a day is closed behind the reaction to records: it asks for that one's cursor"
    ),
    ("zhouqi.lifecycle.requests.routes", "zhouqi.lifecycle.entries.rejections"): (
        "what is granted is refused as what is entered"
    ),
    ("zhouqi.warning.judged_day.reactions", "zhouqi.warning.judgement.reactions"): (
        "a day is said to be judged behind the reaction that judges: it asks for that one's cursor"
    ),
}
"""What is imported of it all the same, by whom, and why. The list may only shrink."""
VAGUE: Final = {"base", "common", "core", "helper", "helpers", "manager", "misc", "shared", "util", "utils"}


def sliced() -> dict[str, tuple[str, str]]:
    """The modules within a capability's folder, with service and folder."""
    found = {}
    for name in modules():
        parts = name.split(".")
        if parts[1] in SERVICES and len(parts) > 3 and parts[2] not in SHARED:
            found[name] = (parts[1], parts[2])
    return found


def made(module: ast.Module) -> Iterator[str]:
    """What of ``ROLES`` the module subclasses or calls."""
    for node in ast.walk(module):
        named: Sequence[ast.expr] = ()
        if isinstance(node, ast.ClassDef):
            named = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) != REFUSING:
            named = [node.func]
        yield from (one.id for one in named if isinstance(one, ast.Name) and one.id in ROLES)


def test_what_is_made_of_the_mechanism_stands_in_the_file_of_its_name() -> None:
    elsewhere = {
        (name, role)
        for name in sliced()
        for role in made(tree(name))
        if name.rpartition(".")[2] != ROLES[role]
    }

    assert elsewhere == ELSEWHERE.keys()


@pytest.mark.parametrize("name", ["LateEntries", "routes"])
def test_a_thing_in_a_wrong_file_is_found(name: str) -> None:
    assert list(made(ast.parse(f"class {name}(Projection[int]): ..."))) == ["Projection"]
    assert list(made(ast.parse(f"{name} = APIRouter(prefix='x')"))) == ["APIRouter"]


def test_deciders_and_projections_are_called_so() -> None:
    other = [
        f"{name}.{node.name}"
        for name in sliced()
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ClassDef)
        for role in made(ast.Module([node], []))
        if role in ("Decider", "Projection") and not node.name.endswith(role)
    ]

    assert other == []


def test_slices_see_of_each_other_what_they_show() -> None:
    places = sliced()
    seen = {
        (name, other)
        for name, place in places.items()
        for other in imports(name)
        if other in places and places[other] != place and other.rpartition(".")[2] in OWN
    }

    assert seen == SHOWN.keys()


def test_a_slice_takes_no_private_name_of_another() -> None:
    private = [
        f"{name}: {node.module}.{alias.name}"
        for name in sliced()
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("zhouqi.")
        for alias in node.names
        if alias.name.startswith("_")
    ]

    assert private == []


def test_files_are_short_and_called_by_what_they_hold() -> None:
    longer = {name for name, file in modules().items() if len(file.read_text("utf-8").splitlines()) > LONGEST}

    assert longer == LONGER.keys()
    assert {name for name in modules() if name.rpartition(".")[2] in VAGUE} == set()
