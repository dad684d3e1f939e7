"""When something happened, as whoever enters it may say: a time with a zone that every reader can say too."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, AwareDatetime
from pydantic_core import PydanticCustomError

from zhouqi.events.log import bounds
from zhouqi.events.log.bounds import OutOfBounds


def _sayable(value: datetime) -> datetime:
    try:
        bounds.moment(value, "time")
    except OutOfBounds:
        raise PydanticCustomError("time_out_of_range", "This is a time that cannot be kept") from None
    return value


Moment: TypeAlias = Annotated[AwareDatetime, AfterValidator(_sayable)]
"""Type of every time that comes in over HTTP."""
