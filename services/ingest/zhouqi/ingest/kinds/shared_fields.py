"""The identifiers that records carry, and the fields that several kinds share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from zhouqi.ingest.fields.codes import (
    is_credit_code,
    is_document_number,
    is_project_code,
    is_site,
    normalised_reference,
    project_reference,
)
from zhouqi.ingest.fields.columns import Column, Form
from zhouqi.ingest.fields.parsing import matching, matching_normalised, text_line
from zhouqi.ingest.kinds.kind import Field

T = TypeVar("T")

PROJECT_CODE = Field("project_code", matching(is_project_code), required=True)
ENTERPRISE_CODE = Field("enterprise_code", matching(is_credit_code))
OF_PROJECT = (PROJECT_CODE, ENTERPRISE_CODE)
"""What a system that works with project codes says of whom a record is about."""

PROJECT_REFERENCE = Field("project_code", project_reference)
"""A project code that a system wrote down which has numbers of its own."""
PERMIT_REFERENCE = Field("permit_number", matching_normalised(is_document_number, normalised_reference))
SITE_CODE = Field("site_code", matching_normalised(is_site, normalised_reference), required=True)
RECORD_COLUMN = Column("记录编号", "record_id", Form.CODE, ("记录号", "流水号", "业务编号"))
UPDATED_COLUMN = Column(
    "更新时间", "updated_at", Form.TIME, ("最后更新时间", "修改时间", "填报时间", "数据更新时间")
)
PROJECT_COLUMN = Column(
    "项目代码", "project_code", Form.CODE, ("项目编码", "投资项目代码", "项目统一代码", "项目赋码")
)
ENTERPRISE_COLUMN = Column(
    "统一社会信用代码",
    "enterprise_code",
    Form.CODE,
    ("社会信用代码", "统一信用代码", "信用代码"),
)
WITHDRAWN_COLUMN = Column("作废", "withdrawn", Form.TEXT, ("是否作废", "作废标志"))
"""Columns that the sheets of several kinds share."""

document = text_line(100)
"""A reader of the number of a document 文号, at most 100 characters."""


class OneOf(Generic[T]):
    """A reader of one of several ``words``; it raises ValueError for any other."""

    def __init__(self, values: Mapping[str, T]) -> None:
        self._values = dict(values)
        self.words = tuple(values)

    def __call__(self, text: str) -> T:
        """What the word means."""
        try:
            return self._values[text]
        except KeyError:
            raise ValueError("none of the words") from None


def one_of(values: Mapping[str, T]) -> OneOf[T]:
    """A reader of the words that ``values`` gives their meaning."""
    return OneOf(values)
