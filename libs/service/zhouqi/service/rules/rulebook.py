"""The county's rules: each edition takes effect on its day, and what was judged before stays as it was.

A file of rules is TOML. It is one edition, or says several as ``[[edition]]``; a folder of such files says all
that they say::

    class Terms(Edition):
        days: int

    terms = RuleBook.load("terms", files("zhouqi.example") / "terms.toml", Terms)
    terms.on(today).days

An edition is what its day and version say, for ever: one that was in force is never changed in place
(:mod:`zhouqi.service.rules.adoption` refuses it at the start); a change is another edition, from its day on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Final, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from zhouqi.events.contracts.fact import Code
from zhouqi.service.rules.rule_files import RulesError, read_texts, tables, validated

__all__ = ["Edition", "RuleBook", "RulesError", "Span"]

_SEVERAL: Final = "edition"


class Edition(BaseModel):
    """Base of a file of rules: its version, and the first day on which it applies."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Code
    effective_on: date


E = TypeVar("E", bound=Edition)
E_co = TypeVar("E_co", bound=Edition, covariant=True)


@dataclass(frozen=True, slots=True)
class Span(Generic[E_co]):
    """The days on which an edition applies: from ``since``, the first, up to ``until``, the first no more."""

    since: date
    until: date
    rules: E_co


class RuleBook(Generic[E_co]):
    """All editions of one file or folder of rules, the earliest first. ``name`` tells it from others.

    ``spans`` are all days that there are, by the edition that applies on them: before the first one's day the first.
    ``digests`` has the digest of each version's content: its values, not how they are written. Given are those
    of the files' own words, which a field that a later release adds does not change.
    Raises RulesError when two share a version or a day.
    """

    def __init__(self, name: str, editions: Sequence[E_co], digests: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.editions: Final = tuple(sorted(editions, key=_begins))
        self.digests: Final = dict(
            digests or {one.version: digest(one.model_dump()) for one in self.editions}
        )
        if not self.editions:
            raise RulesError(f"{name}: there is no edition")
        if len({one.version for one in self.editions}) < len(self.editions):
            raise RulesError(f"{name}: each edition has a version of its own")
        if any(one.effective_on == other.effective_on for one, other in pairwise(self.editions)):
            raise RulesError(f"{name}: two editions take effect on one day")
        borders = [date.min, *(one.effective_on for one in self.editions[1:]), date.max]
        self.spans: Final = tuple(
            Span(*days, one) for days, one in zip(pairwise(borders), self.editions, strict=True)
        )

    @staticmethod
    def load(name: str, source: Traversable | Path, model: type[E]) -> RuleBook[E]:
        """The editions of a file, or of all files ``*.toml`` of a folder. Raises RulesError with the file's name."""
        return RuleBook.parse(name, read_texts(source), model)

    @staticmethod
    def parse(name: str, texts: Mapping[str, str], model: type[E]) -> RuleBook[E]:
        """The editions that ``texts``, by the name of their file, say. Raises RulesError."""
        editions: list[E] = []
        digests: dict[str, str] = {}
        for file, text in texts.items():
            for table in tables(file, text, _SEVERAL):
                edition = validated(file, table, model)
                editions.append(edition)
                digests[edition.version] = digest(table)
        return RuleBook(name, editions, digests)

    def on(self, day: date) -> E_co:
        """The edition in force on ``day``; before the first one's day the first."""
        for one in reversed(self.editions):
            if one.effective_on <= day:
                return one
        return self.editions[0]


def digest(table: Mapping[str, object]) -> str:
    """The digest of what an edition says, whatever its comments, order of keys and line breaks are."""
    content = json.dumps(table, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def _begins(edition: Edition) -> date:
    return edition.effective_on
