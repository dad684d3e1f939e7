"""The identifiers that records carry, and the readings that several kinds share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from zhouqi.ingest.codes import (
    is_credit_code,
    is_number,
    is_project_code,
    is_site,
    project_reference,
    same_form,
)
from zhouqi.ingest.kinds.kind import Field
from zhouqi.ingest.reading import checked, normalised

T = TypeVar("T")

PROJECT_CODE = Field("project_code", checked(is_project_code), required=True)
ENTERPRISE_CODE = Field("enterprise_code", checked(is_credit_code))
OF_PROJECT = (PROJECT_CODE, ENTERPRISE_CODE)
"""What a system that works with project codes says of whom a record is about."""

PROJECT_REFERENCE = Field("project_code", project_reference)
"""A project code that a system wrote down which has numbers of its own."""
PERMIT_REFERENCE = Field("permit_number", normalised(is_number, same_form))
SITE_CODE = Field("site_code", normalised(is_site, same_form), required=True)


def one_of(values: Mapping[str, T]) -> Callable[[str], T]:
    """A reader of one of several words; it raises ValueError for any other."""

    def read(text: str) -> T:
        try:
            return values[text]
        except KeyError:
            raise ValueError(text) from None

    return read


def document(text: str) -> str:
    """The number of a document 文号, at most 100 characters. Raises ValueError."""
    if len(text) > 100:
        raise ValueError("too long")
    return text
