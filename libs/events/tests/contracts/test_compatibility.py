"""An incompatible change of a published contract is refused, by one rule that says what to do instead."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Final

import pytest

from zhouqi.events import Fact
from zhouqi.events.contract_tools import compatibility, published, schemas
from zhouqi.events.contract_tools.compatibility import RULES, Rule, Tree, notes, refusals
from zhouqi.events.contracts.milestone import Milestone

EVENTS: Final = Path(__file__).parents[2]
MOVED, SECOND = ("Moved", 1), ("Moved", 2)


class Published:
    class Moved(Fact):
        """Something was moved."""

        metres: int
        by: str | None = None
        stage: Milestone


class WithoutField:
    class Moved(Fact):
        """Something was moved."""

        metres: int
        stage: Milestone


class WithRequired:
    class Moved(Fact):
        """Something was moved."""

        metres: int
        by: str
        stage: Milestone


class WithOtherType:
    class Moved(Fact):
        """Something was moved."""

        metres: str
        by: str | None = None
        stage: Milestone


class WithOneMore:
    class Moved(Fact):
        """Something was moved."""

        metres: int
        by: str | None = None
        stage: Milestone
        to: str | None = None


class InOtherWords:
    class Moved(Fact):
        """Something is elsewhere."""

        metres: int
        by: str | None = None
        stage: Milestone


class Versioned:
    """The next version, which says where to."""

    class Moved(Fact):
        """Something was moved."""

        schema_version: ClassVar[int] = 2
        metres: int
        by: str | None = None
        stage: Milestone
        to: str


def _tree(code: type[Fact] = Published.Moved, *versions: type[Fact]) -> Tree:
    """``versions`` were published, in any case the first; ``code`` is what the code says now."""
    every: tuple[type[Fact], ...] = (Published.Moved, *versions)
    texts = {(one.type(), one.schema_version): schemas.render(one) for one in every}
    return Tree(
        contracts={"Moved": code},
        upcasts={named for named in texts if named[1] < code.schema_version},
        schemas=texts,
        digests={named: published.digest(text) for named, text in texts.items()},
        golden=texts.keys(),
    )


def _refusal(tree: Tree, by: Rule) -> str:
    """What the rule says, which alone refuses the tree: without it, nobody would."""
    assert refusals(tree, tuple(rule for rule in RULES if rule is not by)) == []
    (found,) = refusals(tree)
    return str(found)


@pytest.mark.parametrize(
    ("code", "said", "advice"),
    [
        (WithoutField.Moved, "by: field removed", "take it back, or raise its schema_version"),
        (WithRequired.Moved, "by: made required", "take it back, or raise its schema_version"),
        (WithOtherType.Moved, "metres: type changed from integer to string", "or raise its schema_version"),
        (
            WithOneMore.Moved,
            "to: optional field added",
            "it would hurt no reader, but what is published stands",
        ),
        (InOtherWords.Moved, "description changed", "take the words back"),
    ],
)
def test_a_contract_that_says_something_else_at_its_version(code: type[Fact], said: str, advice: str) -> None:
    found = _refusal(_tree(code), compatibility.changed_in_code)

    assert found.startswith("Moved 1: the contract was changed")
    assert said in found
    assert advice in found


def test_a_schema_that_was_edited_with_its_contract() -> None:
    tree = _tree(WithoutField.Moved)
    tree = replace(tree, schemas={MOVED: schemas.render(WithoutField.Moved)})

    assert _refusal(tree, compatibility.edited).startswith(
        "Moved 1: its published schema was edited; restore the file as it was, then raise its schema_version"
    )


def test_a_schema_that_was_edited_with_its_contract_and_its_digest_is_found_by_the_history() -> None:
    text = schemas.render(WithoutField.Moved)
    tree = replace(_tree(WithoutField.Moved), schemas={MOVED: text}, digests={MOVED: published.digest(text)})
    assert refusals(tree) == []

    found = _refusal(replace(tree, before=_tree().schemas), compatibility.edited)

    assert "its published schema was edited (by: field removed); restore the file" in found


def test_a_schema_that_was_removed() -> None:
    tree = _tree(Published.Moved, Versioned.Moved)
    tree = replace(tree, schemas=_tree().schemas)

    assert _refusal(tree, compatibility.removed) == (
        "Moved 2: its published schema was removed; restore the file as it was"
    )


def test_a_schema_that_was_removed_with_its_digest_is_found_by_the_history() -> None:
    found = _refusal(
        replace(_tree(), before=_tree(Published.Moved, Versioned.Moved).schemas), compatibility.removed
    )

    assert found == "Moved 2: its published schema was removed; restore the file as it was"


def test_a_schema_without_a_digest() -> None:
    found = _refusal(replace(_tree(), digests={}), compatibility.unlisted)

    assert (
        "not listed in published.sha256; publish it: python -m zhouqi.events.contract_tools.schemas" in found
    )


def test_a_contract_without_a_schema() -> None:
    tree = replace(_tree(Versioned.Moved), upcasts={MOVED})

    assert _refusal(tree, compatibility.changed_in_code).startswith(
        "Moved 2: its schema is not there; publish it"
    )


def test_a_type_that_was_removed() -> None:
    found = _refusal(replace(_tree(), contracts={}), compatibility.type_removed)

    assert (
        found == "Moved 1: its contract was removed; keep it in the catalogue: its events must stay readable"
    )


def test_a_version_that_was_skipped() -> None:
    tree = _tree(Versioned.Moved, Versioned.Moved)
    only_second = {SECOND: tree.schemas[SECOND]}
    tree = replace(
        tree, schemas=only_second, digests={SECOND: tree.digests[SECOND]}, golden=only_second.keys()
    )

    assert _refusal(tree, compatibility.version_skipped) == (
        "Moved 1: no schema of this version; count versions one by one, without a gap"
    )


def test_a_contract_that_fell_back() -> None:
    found = _refusal(_tree(Published.Moved, Versioned.Moved), compatibility.version_skipped)

    assert found == "Moved 2: the contract is older than this schema; give it schema_version 2"


def test_a_new_version_without_an_upcaster() -> None:
    tree = replace(_tree(Versioned.Moved, Versioned.Moved), upcasts=frozenset())

    assert _refusal(tree, compatibility.no_upcaster) == (
        "Moved 1: no upcaster to version 2 (to: required field added);"
        " add it to zhouqi.events.contracts.upcast under ('Moved', 1)"
    )


def test_a_new_version_without_a_golden_payload() -> None:
    tree = replace(_tree(Versioned.Moved, Versioned.Moved), golden={MOVED})

    assert _refusal(tree, compatibility.no_golden_payload) == (
        "Moved 2: no golden payload; keep one as libs/events/tests/contracts/golden/Moved/2.json"
    )


def test_a_new_version_with_all_it_needs_is_accepted_and_so_is_a_new_type() -> None:
    tree = _tree(Versioned.Moved, Versioned.Moved)

    assert refusals(tree) == []
    assert refusals(replace(tree, before=_tree().schemas)) == []
    assert refusals(replace(_tree(), before={})) == []


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((Published.Moved, Versioned.Moved), "is read by whoever ignores unknown fields"),
        ((Published.Moved, WithOneMore.Moved), "would not have needed a new version for its readers"),
        ((Published.Moved, InOtherWords.Moved), "would not have needed a new version for its readers"),
        (
            (Published.Moved, WithoutField.Moved),
            "breaks those who read the version before: by: field removed",
        ),
    ],
)
def test_of_a_new_version_it_is_said_what_its_readers_feel(parts: tuple[type[Fact], ...], said: str) -> None:
    old, new = (schemas.render(part) for part in parts)

    (note,) = notes(replace(_tree(), schemas={MOVED: old, SECOND: new}))

    assert note.startswith(f"Moved 2 {said}")
