"""Records: what the county's systems hold of its projects, as dated truth in the fields of their wire form.

A record has versions, each with the day from which it is true. What its source makes of it (late, mistyped, twice) is
another matter: see `zhouqi.sources.deliveries`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ["Kind", "Record", "Value", "Version"]

Value = str | bool | list[dict[str, str]] | None
"""What a field holds: text, null, whether the record is withdrawn, or the extensions of an agreement."""


class Kind(StrEnum):
    """A kind of record that the county's systems deliver."""

    PROJECT = "project"
    AGREEMENT = "agreement"
    LAND = "land"
    FILING = "filing"
    ENERGY = "energy"
    ENVIRONMENT = "environment"
    PLANNING = "planning"
    PERMIT = "permit"
    STATISTICS = "statistics"
    INVESTMENT = "investment"
    INPUTS = "inputs"
    ATTENDANCE = "attendance"
    SITE = "site"
    ACCEPTANCE = "acceptance"
    SALES = "sales"
    TAX = "tax"
    PAYMENT = "payment"
    PERFORMANCE = "performance"


@dataclass(frozen=True, slots=True)
class Version:
    """What a record says from `since` on, until its next version begins: every field of its wire form but the time."""

    since: date
    says: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Record:
    """A record and its versions, at most one a day, in order; `project` is the record id of a registration, if any.

    `undated_field` names a field, a day, that its source never says although there is one.
    """

    kind: Kind
    record_id: str
    project: str | None
    versions: tuple[Version, ...]
    undated_field: str | None = None

    @property
    def begins(self) -> date:
        """The day from which there is something to deliver."""
        return self.versions[0].since
