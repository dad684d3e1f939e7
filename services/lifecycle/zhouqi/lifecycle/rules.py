"""The county's rules of entries by hand: validated configuration (``rules.toml``), in editions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from zhouqi.events.contracts.fact import Code
from zhouqi.events.contracts.lifecycle import Concern
from zhouqi.events.contracts.milestone import Milestone, Trait
from zhouqi.lifecycle.status.project_status import SignedAgreement
from zhouqi.service import settings as configuration
from zhouqi.service.rules.rulebook import Edition, RuleBook
from zhouqi.service.settings import EnvironmentSettings, settings_prefix

NAME: Final = "entries"
Days = Annotated[int, Field(ge=1, le=3650)]
Times = Annotated[int, Field(ge=0, le=50)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


NEEDED_TRAITS: Final[Mapping[Milestone, Trait]] = {
    Milestone.LAND: Trait.NEW_LAND,
    Milestone.COMPLETED: Trait.CIVIL_WORKS,
    Milestone.SCALED: Trait.SCALE_EXPECTED,
}
"""The trait without which a project has no such milestone, where an edition does not say otherwise."""


class ReportRules(_Part):
    """What speaks against a report, and which of it needs a second account. Days are calendar days."""

    long_ago: Days
    least_days: Mapping[Milestone, Days] = {}
    confirm: frozenset[Concern]


class ExtensionRules(_Part):
    """How far and how often a due day may be moved: with a warning, and at most."""

    warn_days: Days
    most_days: Days
    warn_times: Times
    most_times: Times

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.warn_days > self.most_days or self.warn_times > self.most_times:
            raise ValueError("a warning comes before the bound")
        return self


class EntryRules(Edition):
    """All of it, as it applies from a day on. ``owners`` are departments by the milestone that is theirs.

    ``needs`` is the trait without which a project has no such milestone, ``extendable`` what may be extended at all.
    """

    document_least: Annotated[int, Field(ge=1, le=40)]
    most_entries: Annotated[int, Field(ge=20, le=500)]
    owners: Mapping[Milestone, Annotated[frozenset[Code], Field(min_length=1)]]
    needs: Mapping[Milestone, Trait] = NEEDED_TRAITS
    extendable: frozenset[Milestone] = frozenset(Milestone) - {Milestone.SIGNED}
    report: ReportRules
    extension: ExtensionRules

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if missing := [one.value for one in Milestone if one not in self.owners]:
            raise ValueError(f"no owners of {', '.join(missing)}")
        return self

    def applies(self, milestone: Milestone, signed: SignedAgreement | None) -> bool:
        """Whether a project with such an agreement has the milestone; without one it may have any."""
        needed = self.needs.get(milestone)
        return signed is None or needed is None or bool(getattr(signed, needed))

    def proves(self, document: str) -> bool:
        """Whether ``document`` is plausible as the number of a document."""
        return len(document) >= self.document_least and any(sign.isdigit() for sign in document)


class LifecycleSettings(EnvironmentSettings):
    """Environment variables ``ZHOUQI_LIFECYCLE_…``."""

    model_config = settings_prefix("ZHOUQI_LIFECYCLE_")

    rules: Path | None = None
    """The county's own rules, if not those of the package: a file, or a folder of files."""


@cache
def rule_book() -> RuleBook[EntryRules]:
    """The rules of this process. Raises RulesError and SettingsError."""
    own = configuration.load(LifecycleSettings).rules
    return RuleBook.load(
        NAME, own if own is not None else files("zhouqi.lifecycle") / "rules.toml", EntryRules
    )
