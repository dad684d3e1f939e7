"""Which version of each event type a writer writes.

Readers first: a new version reaches every reader's code before anybody writes it. So the catalogue says of
each type what is written by default, and a setting of the writer lets it write a newer version, or holds it
back at an older one, while the deployment's services are upgraded one at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

import msgspec

from zhouqi.events.contracts.downcast import DOWNCASTS, Downcast
from zhouqi.events.contracts.fact import Fact
from zhouqi.events.contracts.upcast import Data, TypeVersion


class ImpossibleVersion(Exception):
    """A type is to be written at a version that this code cannot write; the text names both."""


class Emission:
    """Encodes facts at the versions that are written; without ``chosen``, at the catalogue's."""

    def __init__(
        self,
        chosen: Mapping[str, int] | None = None,
        downcasts: Mapping[TypeVersion, Downcast] = DOWNCASTS,
    ) -> None:
        self._chosen = chosen or {}
        self._downcasts = downcasts
        self._versions: dict[type[Fact], int] = {}
        """Looked up once for each type: every event passes here."""

    @classmethod
    def of(
        cls,
        facts: Iterable[type[Fact]],
        chosen: Mapping[str, int],
        downcasts: Mapping[TypeVersion, Downcast] = DOWNCASTS,
    ) -> Self:
        """The emission of ``facts`` under a setting, whose types are written in any case.

        Types of others are left to them. Raises ImpossibleVersion for a version that is newer than the
        contract, or to which no downcaster leads; also when the catalogue's own default is such a one.
        """
        wanted = {name.lower(): version for name, version in chosen.items()}
        found = cls(
            {fact.type(): wanted.get(fact.type().lower(), fact.written()) for fact in facts}, downcasts
        )
        for fact in facts:
            found._check(fact)
        return found

    def version(self, fact: type[Fact]) -> int:
        """The version at which facts of this type are written."""
        return self._chosen.get(fact.type(), fact.written())

    def encode(self, fact: Fact) -> tuple[int, bytes]:
        """The version and the JSON bytes that are stored and published."""
        contract = type(fact)
        version = self._versions.get(contract)
        if version is None:
            version = self._versions[contract] = self.version(contract)
        if version == fact.schema_version:
            return version, fact.encode()
        data = msgspec.json.decode(fact.encode(), type=Data)
        for newer in range(fact.schema_version, version, -1):
            data = self._downcasts[fact.type(), newer](data)
        return version, msgspec.json.encode(data)

    def _check(self, fact: type[Fact]) -> None:
        version = self.version(fact)
        steps = ((fact.type(), newer) for newer in range(fact.schema_version, version, -1))
        if not 1 <= version <= fact.schema_version or any(step not in self._downcasts for step in steps):
            raise ImpossibleVersion(
                f"{fact.type()} cannot be written at version {version}:"
                f" this code writes {self._writable(fact)}"
            )

    def _writable(self, fact: type[Fact]) -> str:
        oldest = fact.schema_version
        while (fact.type(), oldest) in self._downcasts:
            oldest -= 1
        return " or ".join(str(version) for version in range(oldest, fact.schema_version + 1))
