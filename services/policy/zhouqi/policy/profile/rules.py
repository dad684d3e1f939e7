"""Which department 数源部门 supplies what policies ask of an enterprise: the file ``suppliers.toml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final, Self

from pydantic import model_validator

from zhouqi.events.contracts import Code
from zhouqi.policy.profile.columns import COLUMNS, field_of
from zhouqi.service.rules.rulebook import Edition, RuleBook

COUNTED: Final = "projects"
"""What is always known: how many projects of the enterprise are registered."""
FIELDS: Final = tuple(dict.fromkeys(field_of(column) for column in COLUMNS if column != COUNTED))
"""The fields of a profile that may be missing."""


class Suppliers(Edition):
    """Field of the profile -> the department that supplies it; every field has one."""

    departments: dict[str, Code]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.departments.keys() != set(FIELDS):
            differing = sorted(self.departments.keys() ^ set(FIELDS))
            raise ValueError(f"departments: {', '.join(differing)} is missing, or no field of a profile")
        return self


@cache
def rule_book() -> RuleBook[Suppliers]:
    """The editions of this release. Raises RulesError."""
    return RuleBook.load("suppliers", files("zhouqi.policy.profile") / "suppliers.toml", Suppliers)
