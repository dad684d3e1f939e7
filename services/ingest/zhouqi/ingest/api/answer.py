"""What answers are made of, and which of ingest's rows an account sees."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from zhouqi.service.scope import OPEN, Columns

OF_DEPARTMENT = Columns(township=OPEN, department="department", enterprise=OPEN)
"""Runs and deliveries are the affair of the department that owns their kind of data."""


class Answer(BaseModel):
    """Base of the answers."""

    model_config = ConfigDict(frozen=True)
