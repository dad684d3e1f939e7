"""What all answers share, and the page of a list.

Money is a decimal string in 万元 (ten thousand yuan), areas are in mu 亩, days are days of the county,
times are aware. Every answer that shows data says as of when it is: ``as_of`` is the time at which the
last event that arrived was recorded, null while there is none.
"""

from __future__ import annotations

from datetime import datetime
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

R = TypeVar("R", bound=BaseModel)


class Answer(BaseModel):
    """Base of all answers: frozen, built from rows by keyword."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Page(Answer, Generic[R]):
    """Some rows of a list. ``first`` is the place of its first row among ``total``, counted from 1."""

    as_of: datetime | None
    total: int
    first: int
    items: list[R]
    next: str | None
    previous: str | None
