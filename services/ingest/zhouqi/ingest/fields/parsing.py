"""Reading one raw record field by field: what it says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from zhouqi.events.contracts.ingest import Finding
from zhouqi.events.log import bounds
from zhouqi.service.privacy import find_personal
from zhouqi.service.text import normalise

T = TypeVar("T")
ORIGIN = "@"
"""The key under which a raw record says where it stood, its file and row; no part of what it says."""
_LONGEST = 400
_CELL_FINDINGS = ("no_value", "too_fine")


class FieldError(ValueError):
    """A value breaks the rule ``code``, which says more than that it is malformed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Fields:
    """The fields of one raw record; whatever is wrong with one becomes a finding, not an exception."""

    raw: Mapping[str, object]
    findings: list[Finding] = field(default_factory=list)

    def required(self, name: str, read: Callable[[str], T]) -> T | None:
        """The field's value; a finding ``missing`` or ``malformed`` where there is none."""
        return self.value(name, read, required=True)

    def value(self, name: str, read: Callable[[str], T], *, required: bool = False) -> T | None:
        """The field's value or None; a finding ``malformed``, or what the reader says, for one that can't be read.

        Where it is ``required``, none at all is a finding too: ``missing``. A cell of a workbook that holds
        something else than the text that was typed is ``not_text``, one without a value ``no_value``,
        one with an amount that is finer than a record keeps ``too_fine``.
        """
        value = self.raw.get(name)
        if value is None or value == "":
            if required:
                self.add_finding(name, "missing")
            return None
        if isinstance(value, Mapping) and "cell" in value:
            sort = str(value["cell"])
            self.add_finding(name, sort if sort in _CELL_FINDINGS else "not_text")
            return None
        if not isinstance(value, str) or not _storable(value):
            self.add_finding(name, "malformed")
            return None
        try:
            found = read(value)
        except FieldError as wrong:
            self.add_finding(name, wrong.code)
            return None
        except ValueError:
            self.add_finding(name, "malformed")
            return None
        if found is None and required:
            self.add_finding(name, "missing")
        return found

    def add_finding(self, name: str, code: str) -> None:
        """Note that the field breaks the rule ``code``."""
        self.findings.append(Finding(field=name, code=code))


def parse_time(text: str) -> datetime:
    """An aware time that every reader can say. Raises ValueError."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("no zone")
    bounds.moment(found, "time")
    return found


def text_line(longest: int = _LONGEST) -> Callable[[str], str | None]:
    """A reader of one line of free text, normalised; None where nothing of it can be seen.

    It raises ValueError for one that is longer, and FieldError for one that names or reaches a person: events are
    kept for good, so what should not be in them is the source's to take out.
    """

    def read(text: str) -> str | None:
        said = normalise(text)
        if len(said) > longest:
            raise ValueError("too long")
        if find_personal(said) is not None:
            raise FieldError("personal_data")
        return said or None

    return read


def public_name(text: str) -> str | None:
    """A reader of what something with a code of its own is called: None where that names or reaches a person.

    An individual business 个体工商户 may have its owner's name. Its code says which one it is. Raises ValueError.
    """
    try:
        return text_line()(text)
    except FieldError:
        return None


def matching(is_good: Callable[[str], bool]) -> Callable[[str], str]:
    """A reader of text that must satisfy ``is_good``; it raises ValueError otherwise."""

    def read(text: str) -> str:
        if not is_good(text):
            raise ValueError(text)
        return text

    return read


def matching_normalised(
    is_good: Callable[[str], bool], normalise: Callable[[str], str]
) -> Callable[[str], str]:
    """A reader of text that must satisfy ``is_good`` once it is normalised; it raises ValueError otherwise."""
    check = matching(is_good)
    return lambda text: check(normalise(text))


def _storable(text: str) -> bool:
    """Whether a log and a table take ``text``: not too long, no NUL, no half of a surrogate pair."""
    if len(text) > _LONGEST:
        return False
    return (text.isascii() and "\x00" not in text) or not any(
        c == "\x00" or "\ud800" <= c <= "\udfff" for c in text
    )
