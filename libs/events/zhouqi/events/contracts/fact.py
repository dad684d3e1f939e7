"""The base of every published contract, and the kinds of value that contracts share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field


class Fact(BaseModel):
    """What happened, in the past tense: the ``data`` of one event type.

    The type's stored name is the class's name. A field that is not declared is refused when a fact
    is written; when one is read, unknown fields are ignored, so that a newer writer may add some.
    A change that breaks readers raises ``schema_version`` and brings an upcaster
    (``zhouqi.events.contracts.upcast``). A new version is *accepted only* at first: whoever has this
    code reads it, and ``writes_version`` says that the one before is still written, by a downcaster
    (``zhouqi.events.contracts.downcast``). Once every reader has this code, a setting of the writer
    lets it write the new one; a later release makes it the default.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: ClassVar[int] = 1
    writes_version: ClassVar[int | None] = None
    """The version that is written unless a setting says another; None: the newest."""

    @classmethod
    def type(cls) -> str:
        """The stored name of the event type, also the name of its topic."""
        return cls.__name__

    @classmethod
    def written(cls) -> int:
        """The version that is written by default. Newer ones are accepted only."""
        return cls.schema_version if cls.writes_version is None else cls.writes_version

    def encode(self) -> bytes:
        """The JSON bytes that are stored and published."""
        return self.__pydantic_serializer__.to_json(self, exclude_none=True)


ShortText = Annotated[str, Field(min_length=1, max_length=400)]
Code = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z._:/\-]+$")]
Money = Annotated[Decimal, Field(max_digits=18, decimal_places=4, allow_inf_nan=False)]
"""万元 (ten thousand yuan); a decimal string in JSON, never a float."""
Area = Annotated[Decimal, Field(max_digits=14, decimal_places=4, ge=0, allow_inf_nan=False)]
"""mu 亩 (1/15 hectare); a decimal string in JSON."""
Day = date
"""A calendar day of the county (Asia/Shanghai), YYYY-MM-DD in JSON."""
Document = Annotated[str, Field(min_length=1, max_length=100)]
"""The number of a document 文号 that proves what is said."""
Reason = Annotated[str, Field(min_length=1, max_length=2000)]
"""Why somebody does something, in words."""
Count = Annotated[int, Field(ge=0)]
Counted = dict[Code, Count]
"""Event type -> how many events of it there were."""
