"""Reading one raw record field by field: what it says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from zhouqi.events.contracts.ingest import Finding

T = TypeVar("T")
_LONGEST = 400


@dataclass(slots=True)
class Fields:
    """The fields of one raw record; whatever is wrong with one becomes a finding, not an exception."""

    raw: Mapping[str, object]
    findings: list[Finding] = field(default_factory=list)

    def required(self, name: str, read: Callable[[str], T]) -> T | None:
        """The field's value; a finding ``missing`` or ``malformed`` where there is none."""
        return self.value(name, read, required=True)

    def value(self, name: str, read: Callable[[str], T], *, required: bool = False) -> T | None:
        """The field's value or None; a finding ``malformed`` for one that can't be read.

        Where it is ``required``, none at all is a finding too: ``missing``.
        """
        value = self.raw.get(name)
        if value is None or value == "":
            if required:
                self.wrong(name, "missing")
            return None
        if not isinstance(value, str) or not _storable(value):
            self.wrong(name, "malformed")
            return None
        try:
            found = read(value)
        except ValueError:
            self.wrong(name, "malformed")
            return None
        if found is None and required:
            self.wrong(name, "missing")
        return found

    def wrong(self, name: str, code: str) -> None:
        """Note that the field breaks the rule ``code``."""
        self.findings.append(Finding(field=name, code=code))


def moment(text: str) -> datetime:
    """An aware time. Raises ValueError."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("no zone")
    return found


def checked(is_good: Callable[[str], bool]) -> Callable[[str], str]:
    """A reader of text that must satisfy ``is_good``; it raises ValueError otherwise."""

    def read(text: str) -> str:
        if not is_good(text):
            raise ValueError(text)
        return text

    return read


def normalised(is_good: Callable[[str], bool], normalise: Callable[[str], str]) -> Callable[[str], str]:
    """A reader of text that must satisfy ``is_good`` once it is normalised; it raises ValueError otherwise."""
    check = checked(is_good)
    return lambda text: check(normalise(text))


def _storable(text: str) -> bool:
    """Whether a log and a table take ``text``: not too long, no NUL, no half of a surrogate pair."""
    if len(text) > _LONGEST:
        return False
    return (text.isascii() and "\x00" not in text) or not any(
        c == "\x00" or "\ud800" <= c <= "\udfff" for c in text
    )
