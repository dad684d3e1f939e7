"""Which schemas are published: ``published.sha256`` beside them, a digest for each.

Its lines are those that ``sha256sum --check`` reads. A line is added when a schema is published and stays as
it is for ever; so a clone without history still knows that a published schema is the one it was.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from zhouqi.events.contracts.upcast import TypeVersion

LIST: Final = "published.sha256"


class NoSuchCommit(Exception):
    """The commit to look at is not in this clone, or has no schemas."""


def digest(text: str) -> str:
    """The digest of a schema's file."""
    return sha256(text.encode()).hexdigest()


def read(folder: Path) -> dict[TypeVersion, str]:
    """The digest of every published schema; none where nothing was published yet."""
    file = folder / LIST
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return {_named(name): found for found, name in (line.split("  ", 1) for line in lines)}


def add(folder: Path, schemas: Mapping[TypeVersion, str]) -> None:
    """Publish ``schemas``, given by their text; what is published already keeps its line."""
    digests = {named: digest(text) for named, text in schemas.items()} | read(folder)
    lines = (f"{found}  {name}/{version}.json\n" for (name, version), found in sorted(digests.items()))
    (folder / LIST).write_text("".join(lines), "utf-8")


def texts(folder: Path) -> dict[TypeVersion, str]:
    """The files that are there, published or not."""
    return {
        _named(file.relative_to(folder).as_posix()): file.read_text("utf-8")
        for file in folder.glob("*/*.json")
    }


def at(folder: Path, commit: str) -> dict[TypeVersion, str]:
    """The files as a commit of the repository has them. Raises NoSuchCommit."""
    found = subprocess.run(
        ["git", "-c", "safe.directory=*", "archive", "--format=tar", commit],
        cwd=folder,
        check=False,
        capture_output=True,
    )
    if found.returncode != 0:
        raise NoSuchCommit(f"{commit} has no schemas in this clone: {found.stderr.decode().strip()}")
    with tarfile.open(fileobj=io.BytesIO(found.stdout)) as archive:
        files = [(member.name, archive.extractfile(member)) for member in archive]
        return {
            _named(name): file.read().decode()
            for name, file in files
            if file is not None and name.endswith(".json")
        }


def _named(path: str) -> TypeVersion:
    """``MilestoneReached/1.json``: type and version."""
    name, _, file = path.partition("/")
    return name, int(file.removesuffix(".json"))
