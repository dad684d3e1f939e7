"""What answers are made of, and which of ingest's rows an account sees."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from zhouqi.ingest.kinds import Kind
from zhouqi.service.identity.identity import Scope
from zhouqi.service.identity.scope import OPEN, Columns

OF_DEPARTMENT = Columns(township=OPEN, department="department", enterprise=OPEN)
"""Runs and deliveries are the affair of the department that owns their kind of data."""


class Answer(BaseModel):
    """Base of the answers."""

    model_config = ConfigDict(frozen=True)


def is_visible(scope: Scope, kind: Kind) -> bool:
    """The same rule as ``within(scope, OF_DEPARTMENT)``, for what stands in code."""
    if scope.everywhere:
        return True
    narrowed = bool(scope.townships or scope.departments or scope.enterprises)
    return narrowed and (not scope.departments or kind.department in scope.departments)
