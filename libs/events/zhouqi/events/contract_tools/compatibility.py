"""What was published stays readable: the check that refuses an incompatible change of a contract.

``python -m zhouqi.events.contract_tools.compatibility libs/events`` compares what the code says with the published
schemas, these with their digests, and each version with the next; it needs no history. With ``--against REF``
it also compares with the schemas of that commit, which tells what was edited. Exit code 1 when a change is
refused; each refusal says what to do.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from zhouqi.events.contract_tools import published, schemas
from zhouqi.events.contract_tools.differences import Difference, Effect, differences
from zhouqi.events.contracts.catalogue import CONTRACTS
from zhouqi.events.contracts.fact import Fact
from zhouqi.events.contracts.upcast import UPCASTS, TypeVersion

_NEW_VERSION: Final = (
    "raise its schema_version, bring an upcaster and a golden payload, and publish the new schema"
)
_PUBLISH: Final = "publish it: python -m zhouqi.events.contract_tools.schemas libs/events/schemas"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A change that is refused, and what to do instead."""

    type: str
    version: int
    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.type} {self.version}: {self.what}; {self.do}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tree:
    """What the code and the files say: contracts, upcasters, schemas by their text, digests, golden payloads.

    ``before`` are the schemas of an earlier commit, where one is compared with.
    """

    contracts: Mapping[str, type[Fact]]
    upcasts: AbstractSet[TypeVersion]
    schemas: Mapping[TypeVersion, str]
    digests: Mapping[TypeVersion, str]
    golden: AbstractSet[TypeVersion]
    before: Mapping[TypeVersion, str] = field(default_factory=dict)


Rule = Callable[[Tree], Iterator[Refusal]]


def removed(tree: Tree) -> Iterator[Refusal]:
    """A published schema stays where it is."""
    for name, version in sorted((tree.digests.keys() | tree.before.keys()) - tree.schemas.keys()):
        yield Refusal(name, version, "its published schema was removed", "restore the file as it was")


def edited(tree: Tree) -> Iterator[Refusal]:
    """A published schema says what it said."""
    for (name, version), text in sorted(tree.schemas.items()):
        before = tree.before.get((name, version), text)
        listed = tree.digests.get((name, version), published.digest(text))
        if before != text or listed != published.digest(text):
            said = f" ({_all(_compared(before, text))})" if before != text else ""
            yield Refusal(
                name,
                version,
                f"its published schema was edited{said}",
                f"restore the file as it was, then {_NEW_VERSION}",
            )


def unlisted(tree: Tree) -> Iterator[Refusal]:
    """Every schema has a digest; one that was published keeps it."""
    for name, version in sorted(tree.schemas.keys() - tree.digests.keys()):
        yield Refusal(name, version, f"its schema is not listed in {published.LIST}", _PUBLISH)


def changed_in_code(tree: Tree) -> Iterator[Refusal]:
    """A contract writes what the schema of its version says, as long as that version is its current one."""
    for name, contract in sorted(tree.contracts.items()):
        version, text = contract.schema_version, tree.schemas.get((name, contract.schema_version))
        if text is None:
            yield Refusal(name, version, "its schema is not there", _PUBLISH)
        elif (found := schemas.render(contract)) != text:
            yield Refusal(
                name,
                version,
                f"the contract was changed ({_all(_compared(text, found))})",
                _advice(_compared(text, found)),
            )


def type_removed(tree: Tree) -> Iterator[Refusal]:
    """Events of a type that was once published stand in the logs for ever."""
    for name in sorted({name for name, _ in tree.schemas} - tree.contracts.keys()):
        yield Refusal(
            name, 1, "its contract was removed", "keep it in the catalogue: its events must stay readable"
        )


def version_skipped(tree: Tree) -> Iterator[Refusal]:
    """Versions are 1, 2, 3… up to the contract's own."""
    for name, contract in sorted(tree.contracts.items()):
        for version in range(1, contract.schema_version):
            if (name, version) not in tree.schemas:
                yield Refusal(
                    name, version, "no schema of this version", "count versions one by one, without a gap"
                )
    for name, version in sorted(tree.schemas):
        if name in tree.contracts and version > tree.contracts[name].schema_version:
            yield Refusal(
                name, version, "the contract is older than this schema", f"give it schema_version {version}"
            )


def no_upcaster(tree: Tree) -> Iterator[Refusal]:
    """Every older version can be lifted to the next one."""
    for name, contract in sorted(tree.contracts.items()):
        for version in range(1, contract.schema_version):
            if (name, version) not in tree.upcasts:
                why = _step(tree, name, version)
                do = f"add it to zhouqi.events.contracts.upcast under ({name!r}, {version})"
                yield Refusal(name, version, f"no upcaster to version {version + 1}{why}", do)


def no_golden_payload(tree: Tree) -> Iterator[Refusal]:
    """Of every version an event is kept as it was once written."""
    for name, version in sorted(tree.schemas.keys() - tree.golden):
        do = f"keep one as libs/events/tests/contracts/golden/{name}/{version}.json"
        yield Refusal(name, version, "no golden payload", do)


RULES: Final[tuple[Rule, ...]] = (
    removed,
    edited,
    unlisted,
    changed_in_code,
    type_removed,
    version_skipped,
    no_upcaster,
    no_golden_payload,
)


def refusals(tree: Tree, rules: tuple[Rule, ...] = RULES) -> list[Refusal]:
    """Every change in ``tree`` that would break somebody; none when all is well."""
    return [refusal for rule in rules for refusal in rule(tree)]


def notes(tree: Tree) -> list[str]:
    """Of each version after the first: what it changed, and whether readers of the one before feel it."""
    found: list[str] = []
    for name, version in sorted(tree.schemas):
        if (name, version - 1) in tree.schemas:
            steps = _compared(tree.schemas[name, version - 1], tree.schemas[name, version])
            changed = (
                ", ".join(str(step) for step in steps if step.effect is not Effect.WORDS) or "only words"
            )
            found.append(f"{name} {version} {_MEANS[_worst(steps)]}: {changed}")
    return found


_MEANS: Final = {
    Effect.WORDS: "would not have needed a new version for its readers, and its upcaster may change nothing",
    Effect.ADDS: "would not have needed a new version for its readers, and its upcaster may change nothing",
    Effect.LIFTS: "is read by whoever ignores unknown fields, and its upcaster supplies what was not said",
    Effect.BREAKS: "breaks those who read the version before",
}


def read(folder: Path, before: Mapping[TypeVersion, str] | None = None) -> Tree:
    """The tree of ``folder`` (``libs/events``) and of this code."""
    return Tree(
        contracts=CONTRACTS,
        upcasts=UPCASTS.keys(),
        schemas=published.texts(folder / "schemas"),
        digests=published.read(folder / "schemas"),
        golden=published.texts(folder / "tests" / "contracts" / "golden").keys(),
        before=before or {},
    )


def _compared(old: str, new: str) -> list[Difference]:
    return differences(json.loads(old), json.loads(new))


def _all(found: list[Difference]) -> str:
    return ", ".join(map(str, found)) or "only the way it is written"


def _worst(found: list[Difference]) -> Effect:
    return max((step.effect for step in found), default=Effect.WORDS)


def _advice(found: list[Difference]) -> str:
    match _worst(found):
        case Effect.WORDS:
            return "take the words back, and say what is new in a comment or in the documents"
        case Effect.ADDS:
            return f"it would hurt no reader, but what is published stands: take it back, or {_NEW_VERSION}"
        case Effect.LIFTS | Effect.BREAKS:
            return f"take it back, or {_NEW_VERSION}"


def _step(tree: Tree, name: str, version: int) -> str:
    old, new = tree.schemas.get((name, version)), tree.schemas.get((name, version + 1))
    return "" if old is None or new is None else f" ({_all(_compared(old, new))})"


def main(words: Sequence[str] | None = None) -> int:
    """Check the folder that the command line names; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m zhouqi.events.contract_tools.compatibility",
        description="Refuse changes of published contracts that would break those who read them.",
    )
    parser.add_argument("folder", type=Path, help="libs/events")
    parser.add_argument("--against", metavar="REF", help="compare with the schemas of this commit too")
    arguments = parser.parse_args(words)
    try:
        before = published.at(arguments.folder / "schemas", arguments.against) if arguments.against else {}
    except published.NoSuchCommit as error:
        sys.stderr.write(f"{error}\n")
        return 2
    tree = read(arguments.folder, before)
    found = refusals(tree)
    sys.stdout.writelines(f"{note}\n" for note in notes(tree))
    sys.stderr.writelines(f"refused: {refusal}\n" for refusal in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
