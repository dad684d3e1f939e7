"""The county's rules of connection: which kinds of data apply to a project, from a commented TOML file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zhouqi.events.contracts.milestone import Milestone
from zhouqi.ingest.kinds import BY_NAME
from zhouqi.ingest.settings import IngestSettings
from zhouqi.service import settings
from zhouqi.service.rules.rulebook import Edition, RuleBook

NAME: Final = "connection"
Trait = Literal["new_land", "civil_works", "scale_expected"]
TRAITS: tuple[Trait, ...] = ("new_land", "civil_works", "scale_expected")
Days = Annotated[int, Field(ge=0, le=1000)]


class Case(BaseModel):
    """One case in which a kind applies: all of it must be so. Empty: always."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    with_: Annotated[frozenset[Trait], Field(alias="with")] = frozenset()
    without: frozenset[Trait] = frozenset()
    reached: frozenset[Milestone] = frozenset()
    not_yet: frozenset[Milestone] = frozenset()

    @property
    def always(self) -> bool:
        """Whether it asks for nothing."""
        return not (self.with_ or self.without or self.reached or self.not_yet)


class Grace(BaseModel):
    """Days from the beginning of a stage within which nobody is late with what it asks for; ``of`` some kinds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: Days
    of: dict[str, Days] = {}

    def of_kind(self, kind: str) -> int:
        """The grace of one kind."""
        return self.of.get(kind, self.days)


class ConnectionRules(Edition):
    """All cases by kind. ``version`` goes into every event that rests on them."""

    grace: Grace
    kinds: dict[str, Annotated[tuple[Case, ...], Field(min_length=1, max_length=10)]]

    @model_validator(mode="after")
    def _covers_all_kinds(self) -> Self:
        wrong = sorted((self.kinds.keys() ^ BY_NAME.keys()) | (self.grace.of.keys() - BY_NAME.keys()))
        if wrong:
            raise ValueError(f"kinds that are missing or that there are not: {', '.join(wrong)}")
        return self


@cache
def rule_book() -> RuleBook[ConnectionRules]:
    """The county's rules of connection, by ``ZHOUQI_INGEST_RULES``. Raises RulesError and SettingsError."""
    return load_rules(settings.load(IngestSettings).rules)


def load_rules(path: Path | None = None) -> RuleBook[ConnectionRules]:
    """The editions in a file or folder; those of the package without one. Raises RulesError."""
    return RuleBook.load(NAME, path or files("zhouqi.ingest.connection") / "connection.toml", ConnectionRules)
