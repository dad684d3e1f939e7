"""What all answers share."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
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


class Order(StrEnum):
    """Direction of an order. Rows without a value come last in both."""

    ASC = "asc"
    DESC = "desc"
