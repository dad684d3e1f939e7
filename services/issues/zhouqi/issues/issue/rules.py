"""The county's rules for issues: a validated configuration file of editions (``rules.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Self

from pydantic import Field, model_validator

from zhouqi.events.contracts.issues import Category
from zhouqi.service.rules.rulebook import Edition, RuleBook

WorkingDays = Annotated[int, Field(ge=1, le=250)]


class Rules(Edition):
    """One edition of the rules. Terms in working days.

    ``least_answer``, ``least_reason``: of how many different letters or figures an answer, and a reason to decline
    or return, consists at least.
    """

    sign_days: WorkingDays
    rate_days: WorkingDays
    most_reopenings: Annotated[int, Field(ge=0, le=10)]
    least_stars: Annotated[int, Field(ge=1, le=5)]
    least_answer: Annotated[int, Field(ge=1, le=100)]
    least_reason: Annotated[int, Field(ge=1, le=100)]
    cut_off_hour: Annotated[int, Field(ge=0, le=24)]
    answer_days: Mapping[Category, WorkingDays]

    @model_validator(mode="after")
    def _every_category(self) -> Self:
        if missing := [category.value for category in Category if category not in self.answer_days]:
            raise ValueError(f"no answer_days for {', '.join(missing)}")
        return self


@cache
def rule_book() -> RuleBook[Rules]:
    """The rules of this release. Raises RulesError."""
    return RuleBook.load("issues", files("zhouqi.issues.issue") / "rules.toml", Rules)
