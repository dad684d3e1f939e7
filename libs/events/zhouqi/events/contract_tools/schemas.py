"""The JSON Schema of every (type, version), as others read it.

``python -m zhouqi.events.contract_tools.schemas FOLDER`` writes those that are missing, and with that publishes
them. A schema that was published is never written over: a change that readers would feel is a new version.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from zhouqi.events.contract_tools import published
from zhouqi.events.contracts.catalogue import CONTRACTS
from zhouqi.events.contracts.fact import Fact
from zhouqi.events.contracts.upcast import TypeVersion


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
    """Publish the schemas that are missing; returns their files.

    Raises FileExistsError, having written nothing, when a published schema says something else.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rendered = {(name, contract.schema_version): render(contract) for name, contract in contracts.items()}
    there, digests = published.texts(folder), published.read(folder)

    def differs(named: TypeVersion, text: str) -> bool:
        return there.get(named, text) != text or digests.get(
            named, published.digest(text)
        ) != published.digest(text)

    changed = [
        f"{name} {version}" for (name, version), text in rendered.items() if differs((name, version), text)
    ]
    if changed:
        raise FileExistsError(
            f"published and different: {', '.join(changed)}; give the changed contract a new version"
        )
    missing = {
        place(folder, contracts[name]): text
        for (name, version), text in rendered.items()
        if (name, version) not in there
    }
    for file, text in missing.items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    published.add(folder, there | rendered)
    return list(missing)


def _definitions(found: Mapping[str, object]) -> dict[str, dict[str, object]]:
    definitions = found.get("$defs", {})
    return definitions if isinstance(definitions, dict) else {}


def main() -> int:
    """Write what is missing into the folder that the command line names."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python -m zhouqi.events.contract_tools.schemas FOLDER\n")
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
