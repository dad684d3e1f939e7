"""What all answers share."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    """Base of all answers: frozen, built from rows by keyword."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Order(StrEnum):
    """Direction of an order. Rows without a value come last in both."""

    ASC = "asc"
    DESC = "desc"
