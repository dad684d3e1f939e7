"""The JSON Schema of every (type, version), as others read it.

``python -m zhouqi.events.contracts.schemas FOLDER`` writes those that are missing. A schema that was
published is never written over: a change that readers would feel is a new version.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from zhouqi.events.contracts.catalogue import CONTRACTS
from zhouqi.events.contracts.fact import Fact


def schema(contract: type[Fact]) -> dict[str, object]:
    """The schema of what ``contract`` writes.

    It says nothing against further properties: a newer writer may add some, readers ignore them.
    """
    found = contract.model_json_schema(mode="serialization")
    for part in (found, *_definitions(found).values()):
        part.pop("additionalProperties", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:zhouqi:schema:{contract.type()}:{contract.schema_version}",
        **found,
    }


def place(folder: Path, contract: type[Fact]) -> Path:
    """The file of the contract's current version."""
    return folder / contract.type() / f"{contract.schema_version}.json"


def render(contract: type[Fact]) -> str:
    """The file's content."""
    return json.dumps(schema(contract), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write(folder: Path, contracts: Mapping[str, type[Fact]] = CONTRACTS) -> list[Path]:
    """Write the schemas that are missing; returns their files.

    Raises FileExistsError, having written nothing, when a published schema says something else.
    """
    rendered = {place(folder, contract): render(contract) for contract in contracts.values()}
    changed = [file for file, text in rendered.items() if file.exists() and file.read_text("utf-8") != text]
    if changed:
        names = ", ".join(f"{file.parent.name} {file.stem}" for file in changed)
        raise FileExistsError(f"published and different: {names}; give the changed contract a new version")
    missing = [file for file in rendered if not file.exists()]
    for file in missing:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(rendered[file], "utf-8")
    return missing


def _definitions(found: Mapping[str, object]) -> dict[str, dict[str, object]]:
    definitions = found.get("$defs", {})
    return definitions if isinstance(definitions, dict) else {}


def main() -> int:
    """Write what is missing into the folder that the command line names."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python -m zhouqi.events.contracts.schemas FOLDER\n")
        return 2
    try:
        written = write(Path(sys.argv[1]))
    except FileExistsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.writelines(f"{file}\n" for file in written)
    return 0


if __name__ == "__main__":
    sys.exit(main())
